import { expect } from 'chai';
import { Customer } from './customer.js';
import { ownSystem } from './own-system.js';
import { dailyCsv } from './samples.js';

if (process.env['REDIS_URL'] && process.env['RABBIT_URL'])
  describe('the bot as a process of its own, on RabbitMQ and Redis', function () {
    this.timeout(180_000);
    const system = ownSystem({ kind: 'services' });

    it('brings a result that was bought before it died, once', async () => {
      const customer = await Customer.signedIn(system, { credits: 200 });
      const { person } = customer;
      const quote = await customer.quoted({ name: 'sales.csv', content: dailyCsv(60) });
      await person.presses(/^Buy/);
      await person.sees(/^Job \d+ is received|The forecast is ready/);
      system.launched.kill('telegram-bot');
      const result = await person.sees('The forecast is ready', { anytime: true });
      expect(result.id).to.equal(quote.id);
      expect(await customer.charges()).to.deep.equal([-60]);
      expect(customer.pictures).to.have.length(1);
      await customer.quoted({ name: 'more.csv', content: dailyCsv(20) });
    });
  });
