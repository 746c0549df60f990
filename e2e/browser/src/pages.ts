import { Buyer, series } from '@coincast/e2e/buyer';

/** A page of the cabinet as every page is looked at: axe, width, layout shift, pictures. */
export interface CabinetPage {
  /** Names its pictures, too. */
  name: string;
  /** Who opens it: nobody signed in, or somebody whom the API prepares once. */
  who: 'nobody' | 'newcomer' | 'customer';
  path: string | ((who: Buyer) => string | Promise<string>);
  /** Default 200. */
  status?: number;
  /** What has to be there before the page is looked at. */
  shows: string;
}

/** Every page, in each of its states that looks different. A new page needs one line here. */
export const cabinetPages: CabinetPage[] = [
  { name: 'welcome', who: 'nobody', path: '/', shows: 'main .chart' },
  { name: 'welcome-signed-in', who: 'customer', path: '/', shows: 'a.btn[href="/balance"]' },
  { name: 'register', who: 'nobody', path: '/register', shows: 'form[action="/register"]' },
  { name: 'login', who: 'nobody', path: '/login', shows: 'form[action="/login"]' },
  { name: 'login-expired', who: 'nobody', path: '/login?next=%2Ftx&notice=expired', shows: '.banner' },
  { name: 'balance', who: 'customer', path: '/balance', shows: '#top-up' },
  { name: 'balance-empty', who: 'newcomer', path: '/balance', shows: '.empty' },
  { name: 'balance-short', who: 'customer', path: '/balance?missing=214', shows: '.banner' },
  { name: 'tx', who: 'customer', path: '/tx', shows: '#rows' },
  { name: 'tx-empty', who: 'newcomer', path: '/tx', shows: '.empty' },
  { name: 'not-found', who: 'nobody', path: '/no-such-page', status: 404, shows: '.trouble' },
];

/** Those who open the pages. */
export interface People {
  newcomer: Buyer;
  customer: Buyer;
}

/** A newcomer has nothing yet; a customer has topped up, bought a forecast and been refused one. */
export async function preparePeople(url: string): Promise<People> {
  const [newcomer, customer] = await Promise.all([Buyer.register(url), Buyer.register(url, 5_000)]);
  await customer.topUp(1_250);
  const { body } = await customer.predict(series(40));
  await customer.finished(body.id);
  return { newcomer, customer };
}
