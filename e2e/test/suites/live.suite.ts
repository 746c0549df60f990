import { Buyer, series } from '@coincast/e2e/buyer';
import { type EventStream, eventually, openEventStream } from '@coincast/shared/testing';
import { expect } from 'chai';

/** What open pages of the cabinet are told, through the gateway. */
export function liveSuite(url: () => string): void {
  describe('live updates', () => {
    const open: EventStream[] = [];
    const listenAs = async ({ token }: Buyer) => {
      const stream = await openEventStream(`${url()}/live`, { cookie: `access_token=${token}` });
      open.push(stream);
      return stream;
    };
    afterEach(() => {
      for (const stream of open.splice(0)) stream.close();
    });
    const jobsIn = ({ events }: EventStream) =>
      events.flatMap(({ name, data }) => (name === 'job' ? [JSON.stringify(data)] : []));
    const balancesIn = ({ events }: EventStream) => events.filter(({ name }) => name === 'balance').length;

    it('tell each of two people of their own jobs and balance alone', async () => {
      const [ann, bob] = [await Buyer.register(url()), await Buyer.register(url())];
      const [ofAnn, ofBob] = [await listenAs(ann), await listenAs(bob)];
      expect([ofAnn.status, ofBob.status]).to.deep.equal([200, 200]);

      await ann.topUp(100, 'once');
      await ann.topUp(100, 'once');
      await eventually('the deposit', () => balancesIn(ofAnn) > 0);
      const { body: job } = await ann.predict(series(5));
      await eventually('the end of the job', () => jobsIn(ofAnn).includes(`{"id":${job.id},"status":"OK"}`));
      await eventually('the charge', () => balancesIn(ofAnn) === 2);
      expect(new Set(jobsIn(ofAnn))).to.deep.equal(
        new Set([`{"id":${job.id},"status":"PENDING"}`, `{"id":${job.id},"status":"OK"}`]),
      );

      // What Bob is told of his own comes after all that he must not have been told.
      const { body: unpaid } = await bob.predict([{ timestamp: '2024-01-01', price: 'none' }]);
      await eventually("the end of Bob's", () => jobsIn(ofBob).includes(`{"id":${unpaid.id},"status":"ERROR"}`));
      await bob.topUp(7);
      await eventually("Bob's deposit", () => balancesIn(ofBob) > 0);
      expect(jobsIn(ofBob).every((data) => data.includes(`"id":${unpaid.id},`))).to.equal(true);
      expect(balancesIn(ofAnn)).to.equal(2);
    });

    it('are for people who are signed in', async () => {
      expect((await openEventStream(`${url()}/live`)).status).to.equal(204);
      expect((await openEventStream(`${url()}/live`, { cookie: 'access_token=not.a.token' })).status).to.equal(204);
    });
  });
}
