import { randomBytes } from 'node:crypto';
import { Buyer, call, type Job, type LedgerEntry, type Problem, series } from '@coincast/e2e/buyer';
import { promote } from '@coincast/e2e/promote';
import { expect } from 'chai';
import { type Deployment, itInside } from '../deployments.js';

interface Summary extends Omit<Job, 'predictions' | 'valid_input' | 'timestamps' | 'intervals'> {
  stage: string;
  quoted_cost: number;
  title: string | null;
  series: { timestamps: string[]; prices: number[]; thinned: boolean; total: number };
  forecast: Points & { thinned: boolean };
}

type Points = Pick<Job, 'predictions' | 'timestamps' | 'intervals'> & { total: number };

/** What pages read of jobs and accounts, of one's own and, for an administrator, of others. */
export function readingSuite(system: Deployment): void {
  const url = () => system.url;
  describe('what pages read', () => {
    /** A new user's token, with the role ADMIN. */
    const signInAdmin = async (adminUrl: string): Promise<{ headers: { authorization: string } }> => {
      const account = { email: `admin-${randomBytes(8).toString('hex')}@example.com`, password: 'correct horse' };
      await call(`${url()}/api/auth/register`, { json: account });
      await promote(adminUrl, account.email);
      const { body } = await call<{ access_token: string }>(`${url()}/api/auth/login`, { json: account });
      return { headers: { authorization: `Bearer ${body.access_token}` } };
    };
    const rows = series(30);
    let buyer: Buyer;
    let job: Job;

    before(async () => {
      buyer = await Buyer.register(url(), 60);
      const csv = `ts;y\n${rows.map(({ timestamp, price }) => `${timestamp};${price}`).join('\n')}\nnever;1\n`;
      const { body } = await buyer.upload(new Blob([csv]), 'Цены.csv', { model_name: 'LinearTrend', horizon: '20' });
      job = await buyer.finished(body.id);
      expect(job.status).to.equal('OK');
    });

    it('shows a job in short: what it is, and its series and forecast thinned', async () => {
      for (const slash of ['', '/']) {
        const { status, body } = await buyer.call<Summary>(
          `/api/predict/${job.id}/summary${slash}?points=10&history=12`,
        );
        expect(status).to.equal(200);
        expect(body).to.include({ id: job.id, status: 'OK', stage: 'done', quoted_cost: 30, title: 'Цены.csv' });
        expect(body.series).to.deep.include({ thinned: true, total: 30 });
        expect(body.series.prices).to.include.members([118, 129]).and.have.length.at.most(10);
        expect(body.forecast).to.deep.include({ thinned: true, total: 20 });
        expect(body.forecast.timestamps.at(-1)).to.equal(job.timestamps.at(-1));
        expect(body).to.not.have.any.keys('predictions', 'valid_input', 'timestamps', 'intervals');
      }
    });

    it('shows a forecast a page at a time', async () => {
      const page = (query: string) => buyer.call<Points>(`/api/predict/${job.id}/forecast${query}`);
      const { body } = await page('/?offset=5&limit=3');
      expect(body).to.deep.include({ total: 20, offset: 5, timestamps: job.timestamps.slice(5, 8) });
      expect(body.predictions).to.deep.equal(job.predictions.slice(5, 8));
      expect(body.intervals?.[95].upper).to.deep.equal(job.intervals?.[95].upper.slice(5, 8));
      expect((await page('')).body.predictions).to.deep.equal(job.predictions);
      expect((await page('?limit=0')).status).to.equal(422);
    });

    it('gives the valid rows back as a file that makes the same job again', async () => {
      const file = await buyer.call<string>(`/api/predict/${job.id}/series/`);
      expect(file.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
      expect(file.headers.get('content-disposition')).to.include(`filename*=UTF-8''${encodeURIComponent('Цены.csv')}`);
      const again = await buyer.upload(new Blob([file.body]), 'again.csv');
      expect((await buyer.finished(again.body.id)).valid_input).to.deep.equal(job.valid_input);
    });

    it('finds ledger entries by type, job and period, and jobs by status', async () => {
      const list = async (query: string) => (await buyer.call<LedgerEntry[]>(`/api/account/transactions${query}`)).body;
      const all = await buyer.transactions();
      expect(await list('?type=DEPOSIT')).to.deep.equal(all.filter(({ tx_type }) => tx_type === 'DEPOSIT'));
      expect(await list(`/?job_id=${job.id}`)).to.deep.equal(all.filter(({ job_id }) => job_id === job.id));
      expect(await list('?from=2024-01-01&to=2999-01-01T00:00:00Z')).to.deep.equal(all);
      expect(await list('?to=2024-01-01')).to.deep.equal([]);
      const ok = (await buyer.call<Job[]>('/api/predict/history?status=OK')).body;
      expect(ok.map(({ id }) => id)).to.include(job.id);
      expect((await buyer.call('/api/predict/history/?status=ERROR')).body).to.deep.equal([]);
      expect((await buyer.call('/api/predict/history?status=DONE')).status).to.equal(422);
    });

    it('keeps a job from everybody else', async () => {
      const other = await Buyer.register(url());
      for (const what of ['summary', 'forecast', 'series']) {
        expect((await other.call(`/api/predict/${job.id}/${what}`)).status, what).to.equal(404);
        expect((await call(`${url()}/api/predict/${job.id}/${what}`)).status, what).to.equal(401);
      }
    });

    itInside(system, 'shows an account to administrators alone', async ({ adminUrl }) => {
      const { body: me } = await buyer.call<{ id: number }>('/api/auth/me');
      const admin = await signInAdmin(adminUrl);
      for (const [own, others] of [
        ['/api/account/balance', `/api/account/${me.id}/balance`],
        ['/api/account/transactions?type=DEPOSIT', `/api/account/${me.id}/transactions/?type=DEPOSIT`],
        ['/api/predict/history?status=OK', `/api/predict/users/${me.id}/history/?status=OK`],
      ] as const) {
        const { status, body } = await call(url() + others, admin);
        expect([status, body], others).to.deep.equal([200, (await buyer.call(own)).body]);
        const refused = await buyer.call<Problem>(others);
        expect([refused.status, refused.body.code], others).to.deep.equal([403, 'forbidden']);
        expect((await call(url() + others)).status, others).to.equal(401);
      }
      const nobody = await call(`${url()}/api/account/9007199254740991/balance`, admin);
      expect(nobody.body).to.deep.equal({ balance: 0 });
    });
  });
}
