import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import type { Customer } from './customer.js';
import { dailyCsv } from './samples.js';
import { newCustomer, powerCut, restart, telegram } from './system.js';

const file = { name: 'sales.csv', content: dailyCsv(60) };

for (const [name, again] of [
  ['a power cut', powerCut],
  ['a graceful stop', restart],
] as const) {
  describe(`after ${name} a chat goes on`, function () {
    this.timeout(180_000);

    it('where it was: choosing, sending pieces, looking at a quote', async () => {
      const [choosing, sending, quoted] = await Promise.all([1, 2, 3].map(() => newCustomer({ credits: 100 })));
      if (!choosing || !sending || !quoted) throw new Error('They are three');
      choosing.person.says('/predict');
      await choosing.person.sees('Which model?');
      sending.person.says('/predict demo');
      await sending.person.sees('Model: ');
      sending.person.says(dailyCsv(20));
      await sending.person.sees('Received: 1 message');
      await quoted.quoted(file);
      await again();
      await choosing.person.presses(/^Linear trend/);
      await choosing.person.sees('Model: Linear trend');
      sending.person.says('2027-01-01,5\n');
      await sending.person.sees('Received: 2 messages');
      await sending.person.presses('That is all, check it');
      expect((await sending.person.sees('Quote')).text).to.include('Valid rows: 21');
      await bought(quoted);
    });

    it('with one purchase and one result, wherever on the way it was', async () => {
      const customers = await Promise.all([1, 2, 3, 4].map(() => newCustomer({ credits: 100 })));
      const [confirmed, paid, shown, showing] = customers;
      if (!confirmed || !paid || !shown || !showing) throw new Error('They are four');
      await Promise.all(customers.map((customer) => customer.quoted(file)));
      const download = telegram().fail({ method: 'getFile', with: 'timeout' });
      await confirmed.person.presses(/^Buy/);
      await eventually('the confirmed order asks for its file', () => download.hits === 1);
      await paid.person.presses(/^Buy/);
      await paid.person.sees(/is received|is ready/);
      const delivery = telegram().fail({
        method: 'editMessageMedia',
        chatId: showing.person.id,
        with: 'timeout',
        happened: true,
      });
      await showing.person.presses(/^Buy/);
      await showing.person.sees('The forecast is ready');
      await shown.person.presses(/^Buy/);
      await shown.person.sees('The forecast is ready');
      await again();
      for (const fault of [download, delivery]) fault.release();
      for (const customer of customers) {
        await customer.person.sees('The forecast is ready', { anytime: true });
        expect(await customer.charges()).to.deep.equal([-60]);
        expect(customer.pictures).to.have.length(1);
      }
    });
  });
}

async function bought(customer: Customer) {
  await customer.person.presses(/^Buy/);
  await customer.person.sees('The forecast is ready');
  expect(await customer.charges()).to.deep.equal([-60]);
  expect(customer.pictures).to.have.length(1);
}
