import type { Person } from '@coincast/telegram-bot/testing/person';
import { expect } from 'chai';
import { spoilToken } from './bot-memory.js';
import { link, newLinkCode } from './customer.js';
import { dailyCsv } from './samples.js';
import { newCustomer } from './system.js';

describe('a sign-in that has expired', () => {
  /** Does something with a token that is good no more, and signs in again. */
  async function meanwhile(act: (person: Person) => Promise<unknown> | unknown, languageCode = 'en') {
    const { person, buyer } = await newCustomer({ credits: 300, languageCode });
    person.says('/balance');
    await person.sees('300');
    person.says('/predict');
    await person.sees(/Which model|Какая модель|модель/i, { button: /^(Linear trend|Линейный тренд)/ });
    await person.presses(/^(Linear trend|Линейный тренд)/);
    await person.sees(/^(Model|Модель)/);
    await spoilToken(person);
    await act(person);
    await person.sees(/Your sign-in has expired|Время входа истекло/, { button: /Sign in|Войти/ });
    await link(person, buyer);
    await person.sees(/Going on with what you asked for|Продолжаем с того, о чём вы просили/, { anytime: true });
    return { person, buyer };
  }

  it('leads to signing in and then to what a command asked for', async () => {
    const { person, buyer } = await meanwhile((one) => one.says('/topup 25'));
    await person.sees('25 credits added. Your balance is 325.');
    expect(await buyer.balance()).to.equal(325);
  });

  it('leads on to what a button was for', async () => {
    const [{ person: anna }, { person: ivan }] = await Promise.all([
      meanwhile(async (one) => (await one.presses('+100')).answer()),
      meanwhile((one) => one.presses('Операции'), 'ru'),
    ]);
    await anna.sees('100 credits added. Your balance is 400.', { anytime: true });
    await ivan.sees('+300', { anytime: true });
  });

  it('leads on to the check of a file', async () => {
    const { person } = await meanwhile((one) => one.sends({ name: 'sales.csv', content: dailyCsv(60) }));
    await person.sees('To pay: 60 × 1 = 60 credits', { button: 'Buy for 60 credits' });
  });

  it('leads on to the check of text', async () => {
    const rows = JSON.stringify(
      Array.from({ length: 20 }, (_, day) => ({
        timestamp: `2026-01-${String(day + 1).padStart(2, '0')}`,
        price: day,
      })),
    );
    const { person } = await meanwhile((one) => one.says(rows));
    await person.sees('To pay: 20 × 1 = 20 credits', { button: 'Buy for 20 credits' });
  });

  it('is over with /cancel: nothing is gone on with', async () => {
    const { person, buyer } = await newCustomer({ credits: 10 });
    await spoilToken(person);
    person.says('/topup 25');
    await person.sees('Your sign-in has expired');
    person.says('/cancel');
    await person.sees('Left.');
    person.says(`/start ${await newLinkCode(buyer)}`);
    const linked = await person.sees('This chat now belongs to the account', { button: 'Balance' });
    expect(linked.words).to.not.include('Going on');
    expect(await buyer.balance()).to.equal(10);
  });
});
