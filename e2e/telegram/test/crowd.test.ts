import { expect } from 'chai';
import { register } from './customer.js';
import { ownSystem } from './own-system.js';
import { dailyCsv } from './samples.js';

const people = 50;

describe('fifty chats at once', function () {
  this.timeout(300_000);
  const system = ownSystem({ telegram: { strict: true, patienceMs: 120_000 } });

  it('each get an account, credits and the forecast of their own, within the limits of Telegram', async () => {
    const { telegram } = system;
    const walk = async (i: number) => {
      const person = telegram.person({ languageCode: 'en' });
      const rows = 20 + i;
      await register(person);
      person.says('/topup 100');
      await person.sees('100 credits added. Your balance is 100.');
      person.sends({ name: `series-${i}.csv`, content: dailyCsv(rows) });
      const quote = await person.sees(`To pay: ${rows} × 1 = ${rows} credits`);
      await person.presses(`Buy for ${rows} credits`);
      const result = await person.sees(`The forecast is ready: series-${i}.csv`);
      expect(result.id).to.equal(quote.id);
      expect(result.caption).to.include(`Your balance is ${100 - rows}.`);
      const said = person.chat.answers.map(({ words }) => words.split('\n')[0]);
      expect(said, `chat ${i}`).to.have.length(3);
    };
    await Promise.all(Array.from({ length: people }, (_, i) => walk(i)));
    expect(telegram.rates.tooEarly).to.equal(0);
  });
});
