import { randomBytes } from 'node:crypto';
import { BrowserSession } from '@coincast/e2e/browser-session';
import { call } from '@coincast/e2e/buyer';
import { expect } from 'chai';

interface Listed {
  id: number;
  title: string | null;
  model_name: string;
  horizon: number;
  rows: { valid: number; invalid: number };
}

const hours = Array.from({ length: 48 }, (_, hour) => {
  const time = new Date(Date.UTC(2026, 9, 1, hour)).toISOString().slice(0, 16).replace('T', ' ');
  return `${time},${hour === 20 ? 'n/a' : 100 + (hour % 24)}`;
});
const csv = `timestamp,value\n${hours.join('\n')}\n`;
const draftIn = (location: string | null) => /draft=([0-9a-f]{32})/.exec(String(location))?.[1] ?? '';

/** The page that makes a forecast, as people without script use it. */
export function predictPageSuite(url: () => string): void {
  describe('the page that makes a forecast', () => {
    const buyer = async (credits: number) => {
      const browser = new BrowserSession(url());
      const email = `predict-${randomBytes(8).toString('hex')}@example.com`;
      await browser.submit('/register', { email, password: randomBytes(12).toString('hex') });
      if (credits > 0) await browser.submit('/balance', { amount: String(credits) });
      return browser;
    };
    const ask = async <Body>(browser: BrowserSession, path: string) => {
      const headers = { authorization: `Bearer ${browser.cookies.get('access_token')}` };
      return (await call<Body>(`${url()}${path}`, { headers })).body;
    };

    it('takes a file, shows what it costs, and buys one job of it', async () => {
      const browser = await buyer(100);
      const sent = await browser.upload('/predict', { name: 'load <b>.csv', content: csv });
      expect(sent.status).to.equal(303);
      const draft = draftIn(sent.location);
      const page = (await browser.get(`/predict?draft=${draft}`)).text;
      expect(page).to.include('load &lt;b&gt;.csv').and.include('<dt>Valid rows</dt><dd>47</dd>');
      expect(page).to.include('Text instead of a number').and.include('<td class="num">22</td>');
      expect(page).to.include('class="c-history"').and.include('<dt>Step</dt><dd>1 hour</dd>');
      expect(await ask(browser, '/api/predict/history')).to.deep.equal([]);

      const order = { model_name: 'Demo', horizon: '24' };
      const [one, two] = await Promise.all([
        browser.post('/predict/buy', { draft, ...order }),
        browser.post('/predict/buy', { draft, ...order }),
      ]);
      const again = await browser.post('/predict/buy', { draft, ...order });
      const jobs = await ask<Listed[]>(browser, '/api/predict/history');
      expect(jobs).to.have.length(1);
      expect(jobs[0]).to.include({ title: 'load <b>.csv', model_name: 'Demo', horizon: 24 });
      const job = `/job/${jobs[0]?.id}`;
      expect([one, two, again].map(({ status, location }) => [status, location])).to.deep.equal([
        [303, job],
        [303, job],
        [303, job],
      ]);
    });

    it('runs a job again with another model, on the rows that were valid', async () => {
      const browser = await buyer(200);
      const draft = draftIn((await browser.upload('/predict', { name: 'load.csv', content: csv })).location);
      await browser.post('/predict/buy', { draft, model_name: 'Demo', horizon: '5' });
      const [first] = await ask<Listed[]>(browser, '/api/predict/history');
      const again = await browser.post('/predict/again', { job: String(first?.id) });
      expect(again.location).to.match(/^\/predict\?draft=[0-9a-f]{32}&model=Demo$/);
      expect((await browser.get(String(again.location))).text)
        .to.include('<dt>Valid rows</dt><dd>47</dd>')
        .and.include('<dt>Unreadable</dt><dd>0</dd>');
      await browser.post('/predict/buy', { draft: draftIn(again.location), model_name: 'Naive', horizon: '5' });
      const [second] = await ask<Listed[]>(browser, '/api/predict/history');
      expect(second).to.include({ model_name: 'Naive', title: 'load.csv' });
      expect(second?.rows).to.deep.include({ valid: 47, invalid: 0 });
    });

    it('leads to the balance with what is missing, and back to the same choice', async () => {
      const browser = await buyer(0);
      const draft = draftIn((await browser.upload('/predict', { name: 'load.csv', content: csv })).location);
      const refused = await browser.post('/predict/buy', { draft, model_name: 'Demo', horizon: '5' });
      const next = encodeURIComponent(`/predict?draft=${draft}&model=Demo&horizon=5`);
      expect(refused.location).to.equal(`/balance?missing=47&next=${next}`);
      await browser.submit('/balance', { amount: '47' });
      const page = (await browser.get(decodeURIComponent(next))).text;
      expect(page)
        .to.include('Buy forecast for')
        .and.match(/value="Demo"[^>]* checked/);
    });

    it('says beside the dropzone why a file was not taken', async () => {
      const browser = await buyer(0);
      const pdf = await browser.upload('/predict', { name: 'a.pdf', content: '%PDF-1.7 something' });
      expect(pdf.status).to.equal(415);
      expect(pdf.text).to.include('This is no table that we can read.');
      const empty = await browser.upload('/predict', { name: 'a.csv', content: '' });
      expect([empty.status, empty.text.includes('The file is empty.')]).to.deep.equal([422, true]);
      const nobody = await new BrowserSession(url()).upload('/predict', { name: 'a.csv', content: csv });
      expect([nobody.status, nobody.location]).to.deep.equal([303, '/login?next=%2Fpredict']);
    });

    it('shows a draft to its owner alone', async () => {
      const ann = await buyer(0);
      const draft = draftIn((await ann.upload('/predict', { name: 'secret.csv', content: csv })).location);
      const { status, text } = await (await buyer(0)).get(`/predict?draft=${draft}`);
      expect(status).to.equal(200);
      expect(text).to.include('The file is no longer here').and.not.include('secret.csv');
    });
  });
}
