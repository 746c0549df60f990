import { expect } from 'chai';
import { Customer } from './customer.js';
import { ownSystem } from './own-system.js';
import { dailyCsv } from './samples.js';

describe('a forecast that fails in a chat', function () {
  this.timeout(120_000);
  const system = ownSystem({ env: { MODEL_TIME_LIMIT_MS: '1', REFUND_DEADLINE_MS: '3000' } });

  it('says why, and that the credits came back', async () => {
    const rows = 20_000;
    const customer = await Customer.signedIn(system, { credits: rows });
    const { person } = customer;
    person.says('/predict ets');
    await person.sees('Model: ');
    const quote = await customer.quoted({ name: 'long.csv', content: dailyCsv(rows) });
    await person.presses(/^Buy/);
    const result = await person.sees('The forecast failed');
    expect(result.id).to.equal(quote.id);
    expect(result.text)
      .to.match(/long.csv/)
      .and.match(/back|returned/i);
    expect(await customer.buyer.balance()).to.equal(rows);
  });
});
