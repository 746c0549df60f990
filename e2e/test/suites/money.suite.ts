import { Buyer, series } from '@coincast/e2e/buyer';
import { reconcile } from '@coincast/e2e/reconcile';
import { expect } from 'chai';

/** No credit is lost, doubled or taken for nothing, however requests race. */
export function moneySuite(url: () => string): void {
  describe('the money', () => {
    it('serves exactly as many jobs as the balance pays for, when 40 are sent at once for 10', async () => {
      const buyer = await Buyer.register(url(), 30);
      const answers = await Promise.all(Array.from({ length: 40 }, () => buyer.predict(series(3))));
      const accepted = answers.filter(({ status }) => status === 202);
      expect(answers.filter(({ status }) => status !== 202).map(({ status }) => status)).to.satisfy((all: number[]) =>
        all.every((status) => status === 402),
      );
      const jobs = await Promise.all(accepted.map(({ body }) => buyer.finished(body.id)));
      expect(jobs.filter(({ status }) => status === 'OK')).to.have.length(10);
      for (const job of jobs.filter(({ status }) => status === 'ERROR')) {
        expect(job).to.include({ error: 'not_enough_credits', cost: 0 });
      }
      expect(await buyer.balance()).to.equal(0);
      expect(await reconcile(buyer)).to.deep.equal([]);
    });

    it('keeps every one of 20 concurrent top-ups', async () => {
      const buyer = await Buyer.register(url());
      await Promise.all(Array.from({ length: 20 }, () => buyer.topUp(7)));
      expect(await buyer.balance()).to.equal(140);
      expect(await buyer.transactions()).to.have.length(20);
    });

    it('honours idempotency keys of top-ups: same body once, another body 409', async () => {
      const buyer = await Buyer.register(url());
      const answers = await Promise.all(Array.from({ length: 8 }, () => buyer.topUp(5, 'key-1')));
      for (const { status, body } of answers) expect([status, body]).to.deep.equal([201, { balance: 5 }]);
      expect((await buyer.topUp(6, 'key-1')).status).to.equal(409);
      expect(await buyer.balance()).to.equal(5);
    });

    it('honours idempotency keys of jobs: same body once, another body 409, keys are each user’s own', async () => {
      const [buyer, other] = await Promise.all([Buyer.register(url(), 20), Buyer.register(url(), 20)]);
      const answers = await Promise.all(Array.from({ length: 8 }, () => buyer.predict(series(3), { key: 'job-1' })));
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([202]));
      expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
      expect((await buyer.predict(series(4), { key: 'job-1' })).status).to.equal(409);
      expect((await other.predict(series(3), { key: 'job-1' })).body.id).to.not.equal(answers[0]?.body.id);
      await buyer.finished(answers[0]?.body.id ?? 0);
      expect(await buyer.balance()).to.equal(17);
    });

    it('hides one user’s jobs and money from another', async () => {
      const [owner, stranger] = await Promise.all([Buyer.register(url(), 5), Buyer.register(url(), 5)]);
      const { body } = await owner.predict(series(3));
      const job = await stranger.job(body.id);
      expect([job.status, job.body.code]).to.deep.equal([404, 'not_found']);
      expect((await stranger.call(`/api/predict/${body.id}/export?format=csv`)).status).to.equal(404);
      expect(await stranger.history()).to.deep.equal([]);
      await owner.finished(body.id);
      expect(await stranger.balance()).to.equal(5);
      expect((await stranger.transactions()).every(({ job_id }) => job_id === null)).to.equal(true);
    });
  });
}
