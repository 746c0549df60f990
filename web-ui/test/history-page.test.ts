import { expect } from 'chai';
import fc from 'fast-check';
import { historyAddress, newerPage, olderPage, readHistoryPage } from '../src/pages/history/history-address.rules.js';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { aJob, serveJobs } from './fake-jobs.js';

describe('the history of jobs', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());
  const page = async (path = '/ph', headers = {}) => (await cabinet.get(path, { ...signedIn, ...headers })).text;

  const failed = { status: 'ERROR', cost: 0 } as const;

  it('shows each job with its status, size, price and, when it failed, why', async () => {
    serveJobs(cabinet.gateway, [
      aJob({ id: 1043, status: 'PENDING', stage: 'computing', finished_at: null, title: null }),
      aJob(),
      aJob({ id: 1041, ...failed, error: 'no_valid_rows: none', rows: { valid: 0, invalid: 9, duplicates: 0 } }),
      aJob({ id: 1040, ...failed, error: 'something_new: nobody knows' }),
    ]);
    const text = await page();
    expect(text).to.include('href="/job/1042"').and.include('1042 · Auto').and.include('720 → 168');
    expect(text)
      .to.match(/1,440<span class="sub">quoted/)
      .and.include('24 Nov, 09:12');
    for (const word of ['In progress', 'Ready', 'Failed', 'no readable row', 'could not be calculated']) {
      expect(text).to.include(word);
    }
    expect(text).to.match(/role="status">Updated at \d\d:\d\d:\d\d UTC</);
    expect(text).to.include('hx-get="/ph" hx-trigger="live:job from:body" hx-select="#jobs > *"');
    const russian = await page('/ph', { 'Accept-Language': 'ru' });
    expect(russian).to.include('Считается').and.include('ни одной верной строки').and.include('1\u00a0440');
  });

  it('asks again without script only while something is in progress', async () => {
    const jobs = [aJob()];
    serveJobs(cabinet.gateway, jobs);
    expect(await page()).to.not.include('http-equiv');
    jobs.unshift(aJob({ id: 1043, status: 'PENDING', stage: 'paying', finished_at: null }));
    expect(await page()).to.include('<noscript><meta http-equiv="refresh" content="5"></noscript>');
    expect(await page('/ph?status=OK')).to.not.include('http-equiv');
  });

  it('filters by status and walks its pages there and back', async () => {
    const jobs = Array.from({ length: 60 }, (_, i) => aJob({ id: 60 - i, ...(i % 2 === 0 ? failed : {}) }));
    serveJobs(cabinet.gateway, jobs);
    const walked: string[][] = [];
    const idsOf = (text: string) => [...text.matchAll(/id="job-(\d+)"/g)].map(([, id = '']) => id);
    const link = (text: string, id: string) => new RegExp(`id="${id}" href="([^"]+)"`).exec(text)?.[1];
    let path: string | undefined = '/ph';
    let last = '';
    for (; path; path = link(last, 'older')?.replaceAll('&amp;', '&')) {
      last = await page(path);
      walked.push(idsOf(last));
    }
    expect(walked.flat()).to.deep.equal(jobs.map(({ id }) => String(id)));
    const back = [idsOf(last)];
    for (let newer = link(last, 'newer'); newer; newer = link(last, 'newer')) {
      last = await page(newer.replaceAll('&amp;', '&'));
      back.push(idsOf(last));
    }
    expect(back.reverse()).to.deep.equal(walked);
    const only = await page('/ph?status=ERROR');
    expect(idsOf(only).every((id) => Number(id) % 2 === 0)).to.equal(true);
    expect(only).to.match(/id="filter-ERROR" href="\/ph\?status=ERROR" aria-current="true"/);
    expect(link(only, 'older')).to.include('status=ERROR');
  });

  it('says that there is nothing yet, or nothing of this kind', async () => {
    serveJobs(cabinet.gateway, []);
    expect(await page())
      .to.include('Your forecasts will appear here')
      .and.include('href="/predict"');
    expect(await page('/ph?status=OK'))
      .to.include('No jobs here')
      .and.include('href="/ph"');
  });

  it('comes back from any page to the one before it', () => {
    const ids = fc.array(fc.integer({ min: 1, max: 1e12 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ids, fc.constantFrom('OK', 'ERROR', undefined), (lasts, status) => {
        const read = (address: string) =>
          readHistoryPage(Object.fromEntries(new URLSearchParams(address.split('?')[1])));
        const passed = [historyAddress({ status })];
        for (const id of lasts) passed.push(olderPage(read(passed.at(-1) ?? ''), id));
        for (let i = passed.length - 1; i > 0; i--) {
          expect(newerPage(read(passed[i] ?? ''))).to.equal(passed[i - 1]);
          expect((passed[i] ?? '').length).to.be.below(500);
        }
      }),
    );
  });

  it('is the first page for whatever else the address says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (status, before, trail) => {
        const page = readHistoryPage({ status: `?${status}`, before: `-${before}`, trail });
        expect(historyAddress(page)).to.equal('/ph');
      }),
    );
  });
});
