import { Buyer, call, series } from '@coincast/e2e/buyer';
import { promote } from '@coincast/e2e/promote';
import { doubtfulCsv, hourlyCsv, unreadableCsv } from './samples.js';
import { someone } from './tasks.js';
import type { Guest } from './visitor.js';

/** Those who open the pages. */
export interface People {
  newcomer: Buyer;
  customer: Buyer;
  /** Has never had a job that is ready. */
  unlucky: Buyer;
  admin: Guest;
  /** Jobs of the customer, and those of the unlucky one. */
  jobs: { long: number; short: number; noValidRows: number; notEnough: number };
}

/** A newcomer has nothing yet; a customer has topped up and bought forecasts; all that the unlucky one bought has failed. */
export async function preparePeople(url: string, adminUrl: string): Promise<People> {
  const [newcomer, customer, unlucky, admin] = await Promise.all([
    Buyer.register(url),
    Buyer.register(url, 5_000),
    Buyer.register(url, 100),
    administrator(url, adminUrl),
  ]);
  await customer.topUp(1_250);
  const long = await customer.upload(new Blob([hourlyCsv(800, { unreadableEvery: 97 })]), 'load-hourly.csv', {
    model_name: 'Auto',
    horizon: '48',
  });
  const short = await customer.predict(series(3));
  const noValidRows = await unlucky.upload(new Blob([unreadableCsv]), 'twelve.csv');
  const notEnough = await outbidItself(unlucky);
  for (const { body } of [long, short]) await customer.finished(body.id);
  await unlucky.finished(noValidRows.body.id);
  await customer.upload(new Blob([doubtfulCsv]), 'doubtful.csv');
  return {
    newcomer,
    customer,
    unlucky,
    admin,
    jobs: { long: long.body.id, short: short.body.id, noValidRows: noValidRows.body.id, notEnough },
  };
}

/** Buys several at once of which the balance pays one: when the others come to be paid, the money is gone. */
async function outbidItself(buyer: Buyer): Promise<number> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const price = await buyer.balance();
    const answers = await Promise.all(Array.from({ length: 4 }, () => buyer.predict(series(Math.max(1, price)))));
    for (const { status, body } of answers) {
      if (status !== 202) continue;
      const { error } = await buyer.finished(body.id);
      if (error?.startsWith('not_enough_credits')) return body.id;
    }
    await buyer.topUp(100);
  }
  throw new Error('No job has failed for want of credits');
}

/** Somebody who may see and credit every account. */
export async function administrator(url: string, adminUrl: string): Promise<Guest> {
  const json = someone();
  await call(`${url}/api/auth/register`, { json });
  await promote(adminUrl, json.email);
  const { body } = await call<{ access_token: string }>(`${url}/api/auth/login`, { json });
  return { email: json.email, token: body.access_token };
}
