import { expect } from 'chai';
import { link } from './customer.js';
import { dailyCsv } from './samples.js';
import { newCustomer } from './system.js';

const file = { name: `<i>${'long '.repeat(40)}</i>.csv`, content: dailyCsv(60) };

describe('the result in a chat', () => {
  for (const [language, ready, again] of [
    ['en', 'The forecast is ready', 'Run again'],
    ['ru', 'Прогноз готов', 'Повторить'],
  ] as const) {
    it(`comes by itself, with the files of the API, and leads on (${language})`, async () => {
      const customer = await newCustomer({ credits: 500, languageCode: language });
      const { person, buyer } = customer;
      await customer.quoted(file);
      await person.presses(/60/);
      const result = await person.sees(ready);
      expect(result.photo).to.include({ width: 1280, height: 720 });
      expect(result.caption.length).to.be.at.most(1024);
      const [job] = await buyer.history();
      for (const format of ['csv', 'xlsx']) {
        await person.presses(format.toUpperCase(), { on: result });
        const name = `forecast-${job?.id}.${format}`;
        const sent = await person.sees('', { where: ({ document }) => document?.name === name });
        const own = await fetch(`${buyer.url}/api/predict/${job?.id}/export?format=${format}`, {
          headers: { authorization: `Bearer ${buyer.token}` },
        });
        expect(own.status).to.equal(200);
        const bytes = Buffer.from(await own.arrayBuffer());
        if (format === 'csv') expect(sent.document?.bytes.equals(bytes)).to.equal(true);
        else expect(sent.document?.bytes.length).to.be.closeTo(bytes.length, 16);
      }
      const button = result.buttons.find((text) => text === again) ?? result.button(/^again:/)?.text ?? '';
      await person.presses(button, { on: result });
      await person.presses(/^use|Linear|Линейн/);
      await person.sees(/^(Quote|Расчёт)/);
      await person.presses(/60/);
      await person.sees(ready, { where: ({ id }) => id !== result.id });
      expect(await customer.charges()).to.deep.equal([-60, -60]);
      expect(customer.pictures).to.have.length(2);
    });
  }

  it('waits for who is signed out when it comes', async () => {
    const customer = await newCustomer({ credits: 100 });
    const { person } = customer;
    const quote = await customer.quoted(file);
    person.pressesData(quote.button(/^Buy/)?.data ?? '', quote);
    person.says('/logout');
    await person.sees(/signed out/i);
    await link(person, customer.buyer);
    await person.sees('The forecast is ready', { anytime: true });
    expect(await customer.charges()).to.deep.equal([-60]);
    expect(customer.pictures).to.have.length(1);
  });
});
