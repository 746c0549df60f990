import { expect } from 'chai';
import { dailyCsv } from './samples.js';
import { newCustomer, telegram } from './system.js';

const week = 7 * 24 * 3_600_000;
const never = '0'.repeat(24);

describe('buttons', () => {
  it('of every kind are answered a week later, and do or say something', async () => {
    const does: [string, string | RegExp][] = [
      ['help', 'What the bot can do'],
      ['login', 'You are already signed in'],
      ['lang', 'Which language'],
      ['register', 'You are already signed in'],
      ['lang:en', 'The bot speaks English now'],
      ['lang:xx', 'Which language'],
      ['cancel', 'Nothing is under way'],
      ['balance', 'Your balance: 1,000 credits'],
      ['tx', 'Transactions'],
      ['tx:1', 'Nothing older'],
      ['ph', 'No forecasts yet'],
      ['ph:1', 'Nothing older'],
      ['job:1', 'There is no job 1 of yours'],
      ['predict', 'Which model?'],
      ['model:LinearTrend', 'Model: Linear trend'],
      ['model:Gone', 'There is no model called “Gone”'],
    ];
    const shown = does.map(async ([data, words]) => {
      const { person } = await newCustomer({ credits: 1_000 });
      person.says('/start');
      const menu = await person.sees('You are signed in as', { button: 'Help' });
      return async () => {
        const pressed = person.pressesData(data, menu);
        await person.sees(words);
        await pressed.answer();
      };
    });
    const presses = await Promise.all(shown);
    telegram().advance(week);
    await Promise.all(presses.map((press) => press()));
  });

  it('that say something only when pressed say it in the chat when it comes too late to be seen there', async () => {
    const { person } = await newCustomer();
    person.says('/start');
    const menu = await person.sees('You are signed in as');
    const old = 'This button has had its time';
    const refused: [string, string | RegExp][] = [
      ['retry', old],
      ['topup', old],
      ['topup:100', old],
      ['topup:100:zz', old],
      ['topup:-1:0123456789ab', old],
      ['csv:x', old],
      ['xlsx', old],
      ['again:x', old],
      ['fly:1', old],
      ['constructor', old],
      ['', old],
      [':::', old],
      [`buy:${never}`, 'This quote is too old'],
      ['buy:../..', 'This quote is too old'],
      [`drop:${never}`, 'This quote is too old'],
    ];
    for (const [data, words] of refused) {
      expect((await person.pressesData(data, menu).answer()).text, data).to.match(new RegExp(words));
    }
    for (const [data, words] of refused.slice(0, 3)) {
      person.pressesData(data, menu, true);
      await person.sees(words);
    }
  });

  it('of somebody else’s order do nothing', async () => {
    const { person: anna, buyer } = await newCustomer({ credits: 100 });
    anna.says('/predict LinearTrend');
    await anna.sees('Model: Linear trend');
    anna.sends({ name: 'sales.csv', content: dailyCsv(60) });
    const quote = await anna.sees('To pay', { button: /^Buy/ });
    const { person: boris } = await newCustomer({ credits: 100 });
    boris.says('/start');
    const menu = await boris.sees('You are signed in as');
    const data = quote.button(/^Buy/)?.data ?? '';
    expect((await boris.pressesData(data, menu).answer()).text).to.include('This quote is too old');
    expect(await buyer.balance()).to.equal(100);
    telegram().advance(week);
    await (await anna.presses(/^Buy/, { on: quote, expired: false })).answer();
    await anna.sees('The forecast is ready: sales.csv');
  });

  it('lead on when they are pressed after signing out', async () => {
    const { person } = await newCustomer();
    person.says('/balance');
    const shown = await person.sees('Your balance', { button: '+100' });
    person.says('/logout');
    await person.sees('You are signed out');
    for (const button of ['+100', 'New forecast', 'Transactions']) {
      const pressed = await person.presses(button, { on: shown });
      await pressed.answer();
      await person.sees('This needs an account', { button: 'Sign in' });
    }
  });
});
