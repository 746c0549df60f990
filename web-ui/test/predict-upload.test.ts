import { request as httpRequest } from 'node:http';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { problem } from './fake-gateway.js';
import { attack, draftOf, forecastPage, good, russian } from './forecast-page-fixture.js';

describe('a file on its way to a preview', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet({ MAX_UPLOAD_BYTES: '100000' });
    cabinet.gateway.deposit(1_000);
  });
  afterEach(() => cabinet.close());
  const { send, paste, newDraft, filesLeft } = forecastPage(() => cabinet);

  it('GET /predict says what a file needs, and takes one without script', async () => {
    const { status, text } = await cabinet.get('/predict', signedIn);
    expect(status).to.equal(200);
    expect(text).to.match(/<form[^>]+method="post" action="\/predict" enctype="multipart\/form-data"/);
    expect(text).to.include('up to 97.7 KB').and.include('Check the file').and.include('name="rows"');
    expect((await cabinet.get('/predict', { ...signedIn, ...russian })).text).to.include('до 97,7 КБ');
    expect((await cabinet.get('/predict')).headers['location']).to.equal('/login?next=%2Fpredict');
  });

  it('POST /predict leads to a preview: rows, reasons, chart, price, balance after it', async () => {
    const sent = await send(good);
    expect(sent.status).to.equal(303);
    expect(sent.headers['location']).to.match(/^\/predict\?draft=[0-9a-f]{32}#check$/);
    const { status, text } = await cabinet.get(`/predict?draft=${draftOf(sent.headers['location'])}`, signedIn);
    expect(status).to.equal(200);
    expect(text).to.include('load.csv').and.include('<dt>Valid rows</dt><dd>7</dd>');
    expect(text).to.include('1 row could not be read and is not charged').and.include('Letter “O” instead of zero');
    expect(text).to.include('<td class="num">6</td>').and.include('<span class="bad-cell">12 4O7</span>');
    expect(text)
      .to.include('class="c-history"')
      .and.include('class="c-fault"')
      .and.include('<dt>Step</dt><dd>1 hour</dd>');
    expect(text).to.include('<dt>Missing</dt><dd>1 hour</dd>');
    expect(text)
      .to.match(/value="Auto"[^>]* checked/)
      .and.include('Buy forecast for');
    expect(text).to.include('<dd>986</dd>').and.include('name="horizon"').and.include('value="7"');
    expect(cabinet.gateway.predictions.jobs.size).to.equal(0);
  });

  it('tells a script where to go, or what is wrong', async () => {
    const json = { Accept: 'application/json' };
    expect((await send(good, 'a.csv', json)).body.location).to.match(/^\/predict\?draft=[0-9a-f]{32}#check$/);
    const { status, body } = await send('', 'a.csv', { ...json, ...russian });
    expect([status, body]).to.deep.equal([422, { error: 'Файл пуст.' }]);
  });

  it('takes pasted rows', async () => {
    const { headers } = await paste(good);
    expect((await cabinet.get(`/predict?draft=${draftOf(headers['location'])}`, signedIn)).text).to.include(
      'pasted-rows.csv',
    );
  });

  it('says beside the dropzone why a file was not taken, in the reader’s language, and keeps nothing of it', async () => {
    const refusals: [string, number, string, string][] = [
      ['unreadable_data', 422, 'The file cannot be read.', 'Файл не читается.'],
      ['unsupported_media_type', 415, 'This is no table', 'Это не таблица'],
      ['too_many_rows', 422, 'too many rows', 'слишком много строк'],
      ['newer_than_us', 422, 'newer_than_us', 'newer_than_us'],
    ];
    for (const [code, status, english, inRussian] of refusals) {
      cabinet.gateway.answers.set('POST /api/predict/quote', problem(status, code));
      const answer = await send('x');
      expect([answer.status, code]).to.deep.equal([status, code]);
      expect(answer.text)
        .to.include(english)
        .and.match(/id="file"[^>]+aria-invalid="true" autofocus/);
      expect((await send('x', 'a.csv', russian)).text).to.include(inRussian);
    }
    expect((await send('')).text).to.include('The file is empty.');
    expect((await paste('  ')).text).to.include('Choose a file, or paste rows.');
    const large = await send('x'.repeat(100_001));
    expect([large.status, large.text.includes('larger than 97.7 KB')]).to.deep.equal([413, true]);
    expect(filesLeft()).to.deep.equal([]);
  });

  it('shows the page of errors while the API is away, and keeps nothing', async () => {
    cabinet.gateway.answers.set('POST /api/predict/quote', problem(503, 'unavailable'));
    const { status, text } = await send(good);
    expect([status, text.includes('The service does not answer')]).to.deep.equal([503, true]);
    expect(filesLeft()).to.deep.equal([]);
  });

  it('400 for a body that is no form, and nothing is called with it', async () => {
    const post = (type: string, body: string) =>
      supertest(cabinet.url)
        .post('/predict')
        .set({ Accept: 'text/html', Origin: cabinet.url, ...signedIn, 'Content-Type': type })
        .send(body);
    expect((await post('multipart/form-data', 'x')).status).to.equal(400);
    expect((await post('multipart/form-data; boundary=b', '--b\r\nbroken')).status).to.equal(400);
    const twice = await send(good).attach('file', Buffer.from('y'), 'b.csv');
    expect(twice.status).to.equal(400);
    expect(cabinet.gateway.predictions.forms).to.deep.equal([]);
    expect(filesLeft()).to.deep.equal([]);
  });

  it('reads nothing from another site, nor without a token that the API accepts', async () => {
    expect((await send(good, 'a', { Origin: 'https://evil.test' })).status).to.equal(403);
    const stale = await send(good, 'a', { Cookie: 'access_token=old.old.old' });
    expect([stale.status, stale.headers['location']]).to.deep.equal([303, '/login?next=%2Fpredict&notice=expired']);
    expect(cabinet.gateway.predictions.forms).to.deep.equal([]);
  });

  it('leaves no file behind when the visitor goes away in the middle', async () => {
    const headers = { ...signedIn, Origin: cabinet.url, 'Content-Type': 'multipart/form-data; boundary=b' };
    const going = httpRequest(`${cabinet.url}/predict`, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': '90000' },
    });
    going.on('error', () => undefined);
    going.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nts,y\n');
    await eventually('the file arrives', async () => filesLeft().length === 1);
    going.destroy();
    await eventually('the file is gone', async () => filesLeft().length === 0);
  });

  it('shows hostile names as text', async () => {
    cabinet.gateway.predictions.warnings = [{ code: 'unknown_one', message: attack, example: attack }];
    const draft = await newDraft(`${attack},<b>y</b>\n2026-10-01T00:00,1\n2026-10-02T00:00,${attack}\n`, attack);
    const { status, text } = await cabinet.get(`/predict?draft=${draft}&model=${encodeURIComponent(attack)}`, signedIn);
    expect(status).to.equal(200);
    expect(text)
      .to.include('&lt;script&gt;')
      .and.not.match(/<script>alert|<b>y/);
  });

  it('every word of the preview is Russian for Russian readers', async () => {
    cabinet.gateway.deposit(1 - cabinet.gateway.balance);
    const draft = await newDraft();
    const { text } = await cabinet.get(`/predict?draft=${draft}`, { ...signedIn, ...russian });
    expect(text).to.include('Верных строк').and.include('Не хватает 13 кредитов').and.include('Буква «O» вместо нуля');
    expect(text).to.include('1 строка не прочитана, она не оплачивается').and.include('1 час');
  });
});
