import { Buyer, series } from '@coincast/e2e/buyer';
import { reconcile } from '@coincast/e2e/reconcile';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { forEachSystem } from './systems.js';

const rows = 100_000;

forEachSystem(
  'A model that takes too long',
  (system) => {
    it('ends the job in ERROR with the reason, and its price goes back', async function () {
      this.timeout(60_000);
      const buyer = await Buyer.register(system.url, rows);
      const { body } = await buyer.predict(series(rows));
      const job = await buyer.finished(body.id);
      expect(job).to.include({ status: 'ERROR', cost: 0 });
      expect(job.error).to.match(/^model_timeout/);
      await eventually('the refund', async () => (await buyer.balance()) === rows);
      const [refund, charge] = await buyer.transactions();
      expect(refund).to.include({ amount: rows, tx_type: 'REFUND', job_id: body.id });
      expect(charge).to.include({ amount: -rows, tx_type: 'PREDICTION_CHARGE', job_id: body.id });
      expect(await reconcile(buyer)).to.deep.equal([]);
    });
  },
  { MODEL_TIME_LIMIT_MS: '1' },
);
