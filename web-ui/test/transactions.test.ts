import { once } from 'node:events';
import { get } from 'node:http';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { problem } from './fake-gateway.js';

describe('transactions', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());
  const shown = (text: string) => [...text.matchAll(/<span class="wide"> · (#\d+)</g)].map(([, id]) => id);
  const page = (query: string) => cabinet.get(`/tx${query}`, signedIn);

  /** #1 a deposit, #2 and #3 job 41, #4 job 42: a day each from 1 March 2026. */
  function bookFour() {
    const { gateway } = cabinet;
    const at = (day: number) => `2026-03-0${day}T23:59:59.000Z`;
    gateway.deposit(500, 'Invoice 1', new Date(at(1)));
    gateway.book({ amount: -30, reason: 'x', tx_type: 'PREDICTION_CHARGE', job_id: 41, created_at: at(2) });
    gateway.book({ amount: 30, reason: 'x', tx_type: 'REFUND', job_id: 41, created_at: at(3) });
    gateway.book({ amount: -7, reason: 'x', tx_type: 'PREDICTION_CHARGE', job_id: 42, created_at: at(4) });
  }

  it('are filtered by type, job and period, both days included', async () => {
    bookFour();
    expect(shown((await page('')).text)).to.deep.equal(['#4', '#3', '#2', '#1']);
    expect(shown((await page('?type=PREDICTION_CHARGE')).text)).to.deep.equal(['#4', '#2']);
    expect(shown((await page('?job=41')).text)).to.deep.equal(['#3', '#2']);
    expect(shown((await page('?from=2026-03-02&to=2026-03-03')).text)).to.deep.equal(['#3', '#2']);
    expect(shown((await page('?from=&to=2026-03-01&type=')).text)).to.deep.equal(['#1']);
    expect(shown((await page('?type=REFUND&job=41&from=2026-03-03&to=2026-03-03')).text)).to.deep.equal(['#3']);
  });

  it('keep every other choice when one is changed, and link to their jobs', async () => {
    bookFour();
    const { text } = await page('?type=REFUND&job=41&from=2026-03-01');
    expect(text).to.include('href="/tx?type=DEPOSIT&amp;job=41&amp;from=2026-03-01"').and.include('href="/job/41"');
    // The period of all time is one click away, with the rest kept.
    expect(text).to.include('<a href="/tx?type=REFUND&amp;job=41">All time</a>');
    expect(text).to.match(/<a class="chip chip--on" href="\/tx\?type=REFUND&amp;from=2026-03-01">Job 41/);
    expect(text).to.include('name="type" value="REFUND"').and.include('name="job" value="41"');
    expect(text).to.include('type="date" value="2026-03-01"');
    expect(text).to.include('href="/tx/export.csv?type=REFUND&amp;job=41&amp;from=2026-03-01"');
    expect((await page('')).text).to.match(/href="\/tx" aria-current="true">All</);
  });

  it('show more of the same filter', async () => {
    for (let i = 0; i < 60; i++) cabinet.gateway.deposit(1);
    cabinet.gateway.book({
      amount: -1,
      reason: 'x',
      tx_type: 'PREDICTION_CHARGE',
      job_id: 1,
      created_at: new Date().toISOString(),
    });
    const first = await page('?type=DEPOSIT');
    expect(shown(first.text)).to.have.length(50);
    expect(first.text).to.include('href="/tx?type=DEPOSIT&amp;before=11"');
    const last = (await page('?type=DEPOSIT&before=11')).text;
    expect(shown(last)).to.have.length(10);
    expect(last).to.include('Every transaction is shown.');
  });

  it('422 beside a day that is none, or a period that ends before it begins, with what was typed', async () => {
    bookFour();
    for (const [query, words] of [
      ['?from=2026-02-30', 'A date such as 2026-11-24.'],
      ['?to=yesterday', 'A date such as 2026-11-24.'],
      ['?from=2026-03-03&to=2026-03-01', 'The last day is before the first.'],
    ] as const) {
      const { status, text } = await page(query);
      expect(status, query).to.equal(422);
      expect(text).to.include(words).and.include('aria-invalid="true"').and.include(query.split('=').at(-1));
      expect(shown(text)).to.deep.equal([]);
    }
  });

  it('say that nothing matches, and offer everything', async () => {
    bookFour();
    const { status, text } = await page('?type=DEPOSIT&from=2026-05-01');
    expect(status).to.equal(200);
    expect(text).to.include('No such transactions').and.include('<a class="btn" href="/tx">Clear the filter</a>');
  });

  describe('as CSV', () => {
    const csv = (query = '') => cabinet.get(`/tx/export.csv${query}`, signedIn);

    it('has the entries of the filter, machine names, and no formula', async () => {
      bookFour();
      cabinet.gateway.deposit(5, '=cmd|"/c calc"!A1, and more', new Date('2026-03-05T00:00:00Z'));
      const { status, headers, text } = await csv('?from=2026-03-04');
      expect([status, headers['content-type']]).to.deep.equal([200, 'text/csv; charset=utf-8']);
      expect(headers['content-disposition']).to.equal('attachment; filename="transactions-from-2026-03-04.csv"');
      expect(text).to.equal(
        [
          'id,created_at,type,job_id,amount,balance_after,reason',
          `5,2026-03-05T00:00:00.000Z,DEPOSIT,,5,498,"'=cmd|""/c calc""!A1, and more"`,
          '4,2026-03-04T23:59:59.000Z,PREDICTION_CHARGE,42,-7,493,x',
          '',
        ].join('\n'),
      );
    });

    it('reads on, a page at a time, to the last entry', async () => {
      for (let i = 0; i < 2_345; i++) cabinet.gateway.deposit(1);
      const lines = (await csv()).text.trimEnd().split('\n');
      expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).to.deep.equal(
        Array.from({ length: 2_345 }, (_, i) => 2_345 - i),
      );
      const queries = cabinet.gateway.seen.map(({ query }) => query);
      expect(queries).to.deep.equal(['?limit=1000', '?limit=1000&before=1346', '?limit=1000&before=346']);
    });

    it('says in its last line that it could not take all', async () => {
      const entries = Array.from({ length: 1_000 }, (_, i) => ({
        id: 1_000_000 - i,
        amount: 1,
        tx_type: 'DEPOSIT',
        reason: 'x',
        balance_after: 1,
        created_at: '2026-03-01T00:00:00.000Z',
        job_id: null,
      }));
      cabinet.gateway.answers.set('GET /api/account/transactions', { status: 200, body: entries });
      const lines = (await csv()).text.trimEnd().split('\n');
      expect(lines).to.have.length(100_002);
      expect(lines.at(-1)).to.match(/^,{6}"Cut after 100000 entries\./);
      cabinet.gateway.answers.clear();
      cabinet.gateway.deposit(1);
      expect((await page('')).text).to.include('at most the newest 100,000 entries');
    }).timeout(20_000);

    it('what is wrong at once is told as on every page', async () => {
      const bad = await csv('?from=2026-02-30');
      expect([bad.status, bad.headers['location']]).to.deep.equal([303, '/tx?from=2026-02-30']);
      const stranger = await cabinet.get('/tx/export.csv');
      expect(stranger.headers['location']).to.equal('/login?next=%2Ftx%2Fexport.csv');
      cabinet.gateway.answers.set('GET /api/account/transactions', problem(500, 'internal'));
      expect((await csv()).status).to.equal(503);
    });

    it('breaks off when the API fails half-way: half a file never looks like a whole one', async () => {
      for (let i = 0; i < 1_500; i++) cabinet.gateway.deposit(1);
      cabinet.gateway.intercept = async (_call, url) =>
        url.searchParams.has('before') ? problem(500, 'internal') : undefined;
      const failure = await csv().then(
        () => undefined,
        (error: Error & { code?: string }) => error.code ?? error.message,
      );
      expect(failure).to.match(/aborted|ECONNRESET/);
    });

    it('asks for nothing more once the reader has gone', async () => {
      for (let i = 0; i < 3_500; i++) cabinet.gateway.deposit(1);
      const isSecond = (query: string) => query.includes('before=2501');
      let letGo = () => {};
      const held = new Promise<undefined>((resolve) => {
        letGo = () => resolve(undefined);
      });
      cabinet.gateway.intercept = (_call, url) => (isSecond(url.search) ? held : undefined);
      const reading = get(`${cabinet.url}/tx/export.csv`, { headers: signedIn });
      const [response] = await once(reading, 'response');
      response.on('error', () => {});
      await eventually('the second page is asked for', () => cabinet.gateway.seen.some(({ query }) => isSecond(query)));
      reading.destroy();
      await eventually('the call is given up', () => cabinet.gateway.abandoned > 0);
      letGo();
      await cabinet.get('/balance', signedIn);
      expect(cabinet.gateway.seen.filter(({ query }) => query.includes('before='))).to.have.length(1);
    });
  });
});
