import { expect } from 'chai';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { problem } from './fake-gateway.js';
import { attack, draftOf, forecastPage, good } from './forecast-page-fixture.js';

describe('the order of a forecast', () => {
  let cabinet: Cabinet;
  let nowMs: number;
  beforeEach(async () => {
    nowMs = 1_700_000_000_000;
    cabinet = await startCabinet({ MAX_UPLOAD_BYTES: '100000' }, () => nowMs);
    cabinet.gateway.deposit(1_000);
  });
  afterEach(() => cabinet.close());
  const { newDraft, order, filesLeft } = forecastPage(() => cabinet);

  it('POST /predict/buy makes one job of one order, however often and from however many tabs it is sent', async () => {
    const draft = await newDraft();
    const [one, two] = await Promise.all([order(draft), order(draft)]);
    const again = await order(draft);
    for (const { status, headers } of [one, two, again]) {
      expect([status, headers['location']]).to.deep.equal([303, '/job/41']);
    }
    const { jobs, forms } = cabinet.gateway.predictions;
    expect(jobs.size).to.equal(1);
    expect(forms.at(-1)?.form).to.deep.equal({
      fields: { model_name: 'Auto', horizon: '3', decimal: '', date_order: '' },
      file: { name: 'load.csv', text: good },
    });
    expect((await order(draft, { horizon: '4' })).headers['location']).to.equal('/job/42');
  });

  it('a suggested horizon counts where the typed one was left as it was shown', async () => {
    const draft = await newDraft();
    const sent = async (fields: Record<string, string>) => {
      await order(draft, fields);
      return cabinet.gateway.predictions.forms.at(-1)?.form.fields['horizon'];
    };
    expect(await sent({ preset: '24' })).to.equal('24');
    expect(await sent({ preset: '24', horizon: '7' })).to.equal('7');
    expect(await sent({ horizon: ' 1 0 ' })).to.equal('7');
  });

  it('422 beside the field, with focus on the first that is wrong, and nothing bought', async () => {
    const draft = await newDraft();
    for (const horizon of ['0', '71', '-1', '1.5', 'many', '', '1e1']) {
      const { status, text } = await order(draft, { horizon });
      expect([status, horizon]).to.deep.equal([422, horizon]);
      expect(text)
        .to.include('A whole number from 1 to 70')
        .and.match(/id="horizon"[^>]+aria-invalid="true"[^>]+autofocus/);
    }
    expect((await order(draft, { model_name: attack })).text).to.include('Choose a model that has enough rows.');
    const short = await newDraft('ts,y\n2026-10-01T00:00,1\n');
    const page = (await cabinet.get(`/predict?draft=${short}`, signedIn)).text;
    expect(page)
      .to.match(/value="Auto"[^>]+disabled/)
      .and.include('needs 3 valid rows, the file has 1');
    expect((await order(short, { horizon: '1' })).status).to.equal(422);
    expect(cabinet.gateway.predictions.jobs.size).to.equal(0);
  });

  it('what the API refuses is said on the page, and the draft stays', async () => {
    const draft = await newDraft();
    const refusals: [number, string, Record<string, unknown>, string][] = [
      [409, 'idempotency_conflict', {}, 'This order was sent before'],
      [422, 'unknown_model', {}, 'Choose a model'],
      [422, 'invalid_request', { errors: [{ field: 'horizon', message: 'too far' }] }, 'A whole number from 1'],
      [422, 'reading_timeout', {}, 'takes too long to read'],
    ];
    for (const [status, code, extras, words] of refusals) {
      cabinet.gateway.answers.set('POST /api/predict/', problem(status, code, extras));
      const answer = await order(draft);
      expect([answer.status, code]).to.deep.equal([status, code]);
      expect(answer.text).to.include(words);
    }
    cabinet.gateway.answers.set('POST /api/predict/', problem(502, 'bad_gateway'));
    const away = await order(draft);
    expect(away.status).to.equal(503);
    expect(away.text).to.include(`href="/predict?draft=${draft}&amp;model=Auto&amp;horizon=3"`);
    cabinet.gateway.answers.clear();
    expect((await order(draft)).headers['location']).to.equal('/job/41');
  });

  it('with too little money leads to the balance with what is missing, and back', async () => {
    cabinet.gateway.deposit(4 - cabinet.gateway.balance);
    const draft = await newDraft();
    const { text } = await cabinet.get(`/predict?draft=${draft}&model=Demo&horizon=5`, signedIn);
    const next = encodeURIComponent(`/predict?draft=${draft}&model=Demo&horizon=5`);
    expect(text).to.include('You are 10 credits short').and.include(`href="/balance?missing=10&amp;next=${next}"`);
    expect(text).to.not.include('Buy forecast for');
    cabinet.gateway.answers.set('POST /api/predict/', problem(402, 'not_enough_credits'));
    const refused = await order(draft, { model_name: 'Demo', horizon: '5' });
    expect([refused.status, refused.headers['location']]).to.deep.equal([303, `/balance?missing=10&next=${next}`]);
    const back = await cabinet.post('/login', { email: 'a@b.c', password: 'pass', next: decodeURIComponent(next) });
    expect(back.headers['location']).to.equal(decodeURIComponent(next));
  });

  it('a file without a valid row is explained, and not offered', async () => {
    const draft = await newDraft('ts,y\n2026-10-01,n/a\n2026-10-02,n/a\n');
    const { text } = await cabinet.get(`/predict?draft=${draft}`, signedIn);
    expect(text).to.include('None of the 2 rows could be read').and.include('Text instead of a number');
    expect(text).to.include('Choose another file');
    expect(text).to.not.include('/predict/buy');
    expect((await order(draft)).headers['location']).to.equal(`/predict?draft=${draft}`);
    expect(cabinet.gateway.predictions.jobs.size).to.equal(0);
  });

  it('offers the other reading where the data left a choice, and reads again', async () => {
    cabinet.gateway.predictions.warnings = [{ code: 'decimal_assumed', message: 'x', example: '1,234' }];
    const draft = await newDraft();
    const { text } = await cabinet.get(`/predict?draft=${draft}`, signedIn);
    expect(text).to.include('action="/predict/reading"').and.include('name="decimal" value="," aria-pressed="false"');
    expect(text).to.not.include('name="date_order"');
    const { headers } = await cabinet.post('/predict/reading', { draft, decimal: ',' }, signedIn);
    expect(headers['location']).to.equal(`/predict?draft=${draft}#check`);
    expect(cabinet.gateway.predictions.forms.at(-1)?.form.fields).to.deep.equal({ decimal: ',', date_order: '' });
    expect((await cabinet.get(`/predict?draft=${draft}`, signedIn)).text).to.include(
      'name="decimal" value="," aria-pressed="true"',
    );
    await order(draft);
    expect(cabinet.gateway.predictions.forms.at(-1)?.form.fields['decimal']).to.equal(',');
  });

  it('somebody else’s draft, one that expired and one that never was are the same: choose the file again', async () => {
    const draft = await newDraft();
    cabinet.gateway.users.set('other.user.token', 2);
    const other = { Cookie: 'access_token=other.user.token' };
    const gone = (text: string) => expect(text).to.include('The file is no longer here').and.not.include('load.csv');
    gone((await cabinet.get(`/predict?draft=${draft}`, other)).text);
    gone((await cabinet.post('/predict/buy', { draft, model_name: 'Auto', horizon: '3' }, other)).text);
    gone((await cabinet.post('/predict/reading', { draft, decimal: ',' }, other)).text);
    gone((await cabinet.get('/predict?draft=../../etc/passwd', signedIn)).text);
    gone((await cabinet.get('/predict?draft=a&draft=b', signedIn)).text);
    nowMs += 3_600_000;
    const { status, text } = await cabinet.get(`/predict?draft=${draft}`, signedIn);
    expect(status).to.equal(200);
    gone(text);
    expect(cabinet.gateway.predictions.jobs.size).to.equal(0);
    await newDraft();
    expect(filesLeft()).to.have.length(1);
  });

  it('keeps five drafts of a user', async () => {
    const drafts: string[] = [];
    for (let i = 0; i < 6; i++) {
      nowMs++;
      drafts.push(await newDraft());
    }
    expect(filesLeft().toSorted()).to.deep.equal(drafts.slice(1).toSorted());
  });

  it('POST /predict/again makes a draft of the rows of a job', async () => {
    const { predictions } = cabinet.gateway;
    predictions.series.set(42, 'timestamp,price\n2026-10-01T00:00,1\n2026-10-01T01:00,2\n');
    const { status, headers } = await cabinet.post('/predict/again', { job: '42' }, signedIn);
    expect([status, headers['location']]).to.deep.equal([
      303,
      `/predict?draft=${draftOf(headers['location'])}&model=Demo`,
    ]);
    expect((await cabinet.get(String(headers['location']), signedIn)).text)
      .to.include('load.csv')
      .and.include('<dt>Valid rows</dt><dd>2</dd>');
    predictions.title = null;
    await cabinet.post('/predict/again', { job: '42' }, signedIn);
    expect(predictions.forms.at(-1)?.form.file?.name).to.equal('job-42.csv');
    for (const job of ['43', '0', 'x', '']) {
      expect((await cabinet.post('/predict/again', { job }, signedIn)).status, job).to.equal(404);
    }
    predictions.series.set(44, `timestamp,price\n${'x'.repeat(100_000)}`);
    const large = await cabinet.post('/predict/again', { job: '44' }, signedIn);
    expect([large.status, large.text.includes('larger than')]).to.deep.equal([413, true]);
    expect(filesLeft()).to.have.length(2);
  });

  it('forms come back to the page after sign-in', async () => {
    for (const path of ['buy', 'reading', 'again']) {
      expect((await cabinet.get(`/predict/${path}`, signedIn)).headers['location']).to.equal('/predict');
    }
  });
});
