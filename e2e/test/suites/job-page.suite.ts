import { BrowserSession } from '@coincast/e2e/browser-session';
import { Buyer, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';

/** What is bought by the API, as the cabinet shows it. */
export function jobPageSuite(url: () => string): void {
  describe('the pages of jobs', () => {
    /** The cabinet of somebody who is signed in. */
    const cabinetOf = (buyer: Buyer) => {
      const browser = new BrowserSession(url());
      browser.cookies.set('access_token', buyer.token);
      return browser;
    };

    it('show a job from its purchase to its forecast, with what it cost and where that stands', async () => {
      const buyer = await Buyer.register(url(), 1_000);
      const browser = cabinetOf(buyer);
      const { body } = await buyer.predict(series(120), { horizon: 60 });
      const page = `/job/${body.id}`;
      const early = await browser.get(page);
      expect(early.status).to.equal(200);
      expect(early.text).to.include('Forecast for 60 days').and.include('class="c-history"');

      const job = await buyer.finished(body.id);
      expect(job.status).to.equal('OK');
      const { text } = await browser.get(page);
      expect(text).to.include('class="c-median"').and.include('8 of 60').and.include('Backtest on your history');
      expect(text).to.include(`${job.cost} <small>credits`).and.include('>1,000<').and.include('>880<');
      const [entry] = await buyer.transactions();
      expect(text).to.include(`href="/tx?job=${body.id}">transaction #${entry?.id}<`);
      expect((await browser.get(`${page}?values=48`)).text).to.include('48 of 60');
      expect((await browser.get(`${page}/toast`)).text).to.include(`Job ${body.id} is ready`);
      const seen = await browser.get(`${page}?seen=ready`);
      expect(seen.status).to.equal(204);

      const history = (await browser.get('/ph')).text;
      expect(history).to.include(`href="${page}"`).and.include('120 → 60');
      expect((await browser.get('/ph?status=ERROR')).text).to.not.include(`href="${page}"`);
    });

    it('give the same files as the API, byte by byte', async () => {
      const buyer = await Buyer.register(url(), 200);
      const { body } = await buyer.predict(series(40), { horizon: 20 });
      await buyer.finished(body.id);
      for (const format of ['csv', 'json', 'parquet', 'xlsx']) {
        const [own, given] = await Promise.all([
          fetch(`${url()}/job/${body.id}/download?format=${format}`, {
            headers: { cookie: `access_token=${buyer.token}` },
          }),
          fetch(`${url()}/api/predict/${body.id}/export?format=${format}`, {
            headers: { authorization: `Bearer ${buyer.token}` },
          }),
        ]);
        expect(own.status, format).to.equal(200);
        for (const name of ['content-type', 'content-disposition']) {
          expect(own.headers.get(name)).to.equal(given.headers.get(name));
        }
        const [file, expected] = await Promise.all([own.arrayBuffer(), given.arrayBuffer()]);
        expect(Buffer.from(file).equals(Buffer.from(expected)), format).to.equal(true);
      }
    });

    it('say why a job has failed, and that it cost nothing', async () => {
      const buyer = await Buyer.register(url(), 10);
      const browser = cabinetOf(buyer);
      const { body } = await buyer.upload(new Blob(['Month;Sales\n01.07.2026;5\n']), 'sales.csv');
      const { text } = await browser.get(`/job/${body.id}`);
      expect(text).to.include('The file has neither a time nor a value column').and.include('No credits were charged.');
      expect((await browser.get('/ph?status=ERROR')).text)
        .to.include('sales.csv')
        .and.include('no readable row');
      const download = await browser.get(`/job/${body.id}/download?format=csv`);
      expect([download.status, download.location]).to.deep.equal([303, `/job/${body.id}`]);
    });

    it('are there for their owner alone', async () => {
      const owner = await Buyer.register(url(), 10);
      const { body } = await owner.predict(series(5));
      await owner.finished(body.id);
      const other = cabinetOf(await Buyer.register(url()));
      for (const path of ['', '/toast', '/download?format=csv']) {
        expect((await other.get(`/job/${body.id}${path}`)).status).to.equal(404);
      }
      expect((await other.get('/ph')).text).to.not.include(`/job/${body.id}"`);
    });
  });
}
