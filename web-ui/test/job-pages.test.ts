import { expect } from 'chai';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { problem } from './fake-gateway.js';
import { aJob, charge, refund, serveJobs } from './fake-jobs.js';

describe('the page of a job', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());
  const page = (path = '/job/1042', headers = {}) => cabinet.get(path, { ...signedIn, ...headers });
  const russian = { 'Accept-Language': 'ru' };
  const pending = { status: 'PENDING', finished_at: null } as const;
  const failed = { status: 'ERROR', cost: 0 } as const;

  it('shows a forecast with its chart, check, values, receipt and files', async () => {
    const job = aJob();
    charge(cabinet.gateway, job);
    serveJobs(cabinet.gateway, [job]);
    const { status, text } = await page();
    expect(status).to.equal(200);
    expect(text).to.include('Job 1042 · Automatic · 24 Nov, 09:12 UTC · calculated in 4.1 s');
    expect(text).to.include('Forecast for 168 hours').and.include('<bdi>load, UTC</bdi>');
    for (const line of ['c-history', 'c-median', 'c-band80', 'c-band95']) expect(text).to.include(`class="${line}"`);
    expect(text).to.include('role="slider"').and.include('Forecast peak');
    expect(text).to.include('0.71').and.include('29% better than the naive method').and.include('The last 144 hours');
    expect(text).to.include('1.9<small class="unit">%').and.include('248.1').and.include('81<small class="unit">%');
    expect(text).to.include('Sat, 31 Oct, 00:00').and.include('<b>12,000').and.include('8 of 168');
    expect(text).to.include('× 2 credits').and.include('1,440 <small>credits').and.include('>12,480<');
    expect(text).to.include('<a class="hint num" id="job-entry" href="/tx?job=1042">transaction #2</a>');
    for (const format of ['csv', 'xlsx', 'json', 'parquet']) {
      expect(text).to.include(`href="/job/1042/download?format=${format}"`);
    }
    expect(text).to.match(
      /<form method="post" action="\/predict\/again"><input type="hidden" name="job" value="1042">/,
    );
    expect(text).to.not.include('hx-trigger="live:job').and.not.include('http-equiv="refresh"');
    expect(text).to.not.include('class="card stages"');
    const inRussian = (await page('/job/1042', russian)).text;
    expect(inRussian).to.include('Прогноз на 168 часов').and.include('на 29% точнее').and.include('0,71');
    expect(inRussian).to.include('1\u00a0440 <small>кредитов').and.include('операция № 2');
  });

  it('says when the series was too short for a check', async () => {
    const metrics = { window: null, smape: null, mase: null, rmse: null, coverage_80: null, naive: null, skill: null };
    serveJobs(cabinet.gateway, [aJob({ metrics, rows: { valid: 2, invalid: 0, duplicates: 0 }, horizon: 1 })]);
    const { text } = await page();
    expect(text).to.include('The series is too short to hide a part of it').and.include('—');
    expect(text).to.include('1 of 1').and.not.include('id="more-values"');
  });

  it('shows the history that was asked for, by links that keep the rest of the address', async () => {
    serveJobs(cabinet.gateway, [aJob()]);
    const first = (await page('/job/1042?values=48')).text;
    expect(first.match(/class="c-history"/g)).to.have.length(2);
    expect(first).to.include('href="/job/1042?history=384&amp;values=48"').and.include('>8 d<').and.include('>3 d<');
    const all = (await page('/job/1042?history=all')).text;
    expect(all.match(/class="c-history"/g)).to.have.length(1);
    expect(all)
      .to.include('History from Thu, 1 Oct, 00:00')
      .and.match(/id="history-all"[^>]*aria-current="true"/);
    for (const odd of ['0', '-1', '1e3', 'x', '99999999999999999999']) {
      expect((await page(`/job/1042?history=${odd}&values=${odd}`)).status).to.equal(200);
    }
  });

  it('shows more values by a link, up to what a page holds', async () => {
    serveJobs(cabinet.gateway, [aJob({ horizon: 1_500 })]);
    const more = async (path: string) => {
      const { text } = await page(path);
      const lines = text.slice(text.indexOf('id="values"')).match(/<td class="num">/g)?.length;
      return { lines, next: /id="more-values" href="([^"#]+)#values"/.exec(text)?.[1], text };
    };
    expect(await more('/job/1042')).to.include({ lines: 8, next: '/job/1042?values=48' });
    expect(await more('/job/1042?values=48')).to.include({ lines: 48, next: '/job/1042?values=88' });
    const last = await more('/job/1042?values=9999');
    expect(last).to.include({ lines: 1_000, next: undefined });
    expect(last.text).to.include('1,000 of 1,500').and.include('The rest is in the file');
  });

  it('asks for the values that it shows only where the drawing has not all of them', async () => {
    const job = aJob();
    serveJobs(cabinet.gateway, [job]);
    const isAsked = async () => {
      const before = cabinet.gateway.seen.length;
      expect((await page()).text).to.include('8 of 168');
      return cabinet.gateway.seen.slice(before).some(({ call }) => call === 'GET /api/predict/1042/forecast');
    };
    expect(await isAsked()).to.equal(false);
    if (job.forecast) job.forecast.thinned = true;
    expect(await isAsked()).to.equal(true);
  });

  it('waits with everything in its place, and asks again by itself', async () => {
    const job = aJob({ ...pending, stage: 'paying' });
    serveJobs(cabinet.gateway, [job]);
    cabinet.gateway.deposit(12_480);
    const paying = (await page()).text;
    expect(paying).to.include('hx-get="/job/1042?seen=paying" hx-trigger="live:job from:body, every 3s"');
    expect(paying).to.match(/<noscript><meta http-equiv="refresh" content="4"><\/noscript>[\s\S]*<\/head>/);
    expect(paying).to.match(/stage--now" aria-current="step"><b><svg[\s\S]{1,200}Paying/);
    expect(paying).to.include('class="ghost"').and.include('Forecast for 168 hours').and.not.include('download?format');
    expect(paying).to.include('To be charged').and.include('If the forecast fails, all 1,440 come back.');
    expect(paying.match(/class="skeleton"/g)).to.have.length(4 + 8 * 4);
    charge(cabinet.gateway, job);
    job.stage = 'computing';
    const computing = (await page('/job/1042?seen=paying')).text;
    expect(computing).to.match(/stage--now" aria-current="step"><b><svg[\s\S]{1,200}Calculating/);
    expect(computing).to.include('id="job-said" role="status">Paid. The forecast is being calculated.');
    const before = cabinet.gateway.seen.length;
    const same = await page('/job/1042?seen=computing', { 'HX-Request': 'true' });
    expect([same.status, same.text]).to.deep.equal([204, '']);
    const asked = cabinet.gateway.seen.slice(before).map(({ call, query }) => call + query);
    expect(asked).to.deep.equal(['GET /api/predict/1042/summary?history=1']);
  });

  it('keeps the stages for those who saw them go by', async () => {
    serveJobs(cabinet.gateway, [aJob()]);
    const { text } = await page('/job/1042?seen=computing');
    expect(text.match(/stage--done/g)).to.have.length(4);
    expect(text).to.not.include('hx-trigger="live:job');
  });

  it('says of a failure what happened, what became of the credits and what to do', async () => {
    const error = 'model_timeout: The model was not done after 30000 ms.';
    const job = aJob({ ...failed, error });
    serveJobs(cabinet.gateway, [job]);
    expect((await page()).text)
      .to.include('No credits were charged.')
      .and.include('<code>model_timeout</code>');
    charge(cabinet.gateway, job);
    const returning = (await page()).text;
    expect(returning).to.include('1,440 credits are being returned.').and.include('seen=returning');
    expect(returning).to.match(
      /Being returned<\/dt><dd>1,440 <small>.*Costs in the end<\/dt><dd>0 <small>.*After<\/dt><dd>—</,
    );
    refund(cabinet.gateway, job);
    const { text } = await page();
    expect(text).to.include('The model took too long').and.include('1,440 credits were returned.');
    expect(text)
      .to.match(/Costs in the end<\/dt><dd>0 <small>/)
      .and.include('href="/predict"');
    expect(text).to.not.include('hx-trigger="live:job').and.not.include('download?format').and.not.include('30000');
    expect((await page('/job/1042', russian)).text).to.include('Возвращено: 1\u00a0440 кредитов.');
  });

  it('sends to a top-up of what is missing, or to another try once it is there', async () => {
    serveJobs(cabinet.gateway, [aJob({ ...failed, error: 'not_enough_credits' })]);
    cabinet.gateway.deposit(1_226);
    const { text } = await page();
    expect(text).to.include('You are 214 credits short').and.include('href="/balance?missing=214"');
    cabinet.gateway.deposit(500);
    expect((await page()).text)
      .to.include('action="/predict/again"')
      .and.not.include('missing=');
  });

  it('says what is wrong with the columns of a file without a readable row', async () => {
    const error = 'no_valid_rows: none of the 92 rows is valid (missing_time 92)';
    const rows = { valid: 0, invalid: 92, duplicates: 0 };
    const columns = { time: null, price: 'value' };
    const series = { timestamps: [], prices: [], thinned: false, total: 0 };
    const of = { ...failed, error, rows, columns, series, cost: 0, quoted_cost: 0, horizon: 0 };
    serveJobs(cabinet.gateway, [aJob({ ...of, invalid_rows: [[0, { _error: 'missing_time', value: '<b>' }]] })]);
    const { text } = await page();
    expect(text).to.include('The file has no time column').and.include('None of the 92 rows could be read.');
    expect(text)
      .to.include('timestamp, ts, date, datetime, time')
      .and.include('&lt;b&gt;')
      .and.not.include('price, close');
    expect(text).to.include('href="/predict"').and.include('Upload a corrected file');
  });

  it('404 for a job that is not there, is another user’s, or has no plain number', async () => {
    for (const id of ['7', '0', '-1', '01', '1.5', '1e3', 'x', '9999999999999999']) {
      for (const path of [`/job/${id}`, `/job/${id}/toast`, `/job/${id}/download?format=csv`]) {
        const { status, text } = await page(path);
        expect([status, text.includes('There is no such page')], path).to.deep.equal([404, true]);
      }
    }
  });

  it('lets no title become markup or turn the page around', async () => {
    serveJobs(cabinet.gateway, [aJob({ title: `<script>alert(1)</script>\u202egpj${'x'.repeat(200)}` })]);
    for (const path of ['/job/1042', '/job/1042/toast', '/ph']) {
      const { text } = await page(path);
      expect(text, path)
        .to.include('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;\ufffdgpj')
        .and.not.include('<script>alert');
    }
  });

  it('gives a toast as a part alone', async () => {
    serveJobs(cabinet.gateway, [aJob(), aJob({ id: 7, ...failed, title: null })]);
    const { status, text } = await page('/job/1042/toast');
    expect(status).to.equal(200);
    expect(text)
      .to.match(/^<div class="toast /)
      .and.include('Job 1042 is ready')
      .and.include('href="/job/1042"');
    expect((await page('/job/7/toast')).text)
      .to.include('Job 7 failed')
      .and.include('<bdi>Auto</bdi>');
  });

  it('asks to sign in, and is a page of words while the API is away', async () => {
    expect((await cabinet.get('/job/1042')).headers['location']).to.equal('/login?next=%2Fjob%2F1042');
    cabinet.gateway.answers.set('GET /api/predict/1042/summary', problem(500, 'internal'));
    expect((await page()).status).to.equal(503);
  });
});
