import { inferenceCompleted, inferenceFailed } from '@coincast/shared/contracts';
import { expect } from 'chai';
import { PredictionFixture } from '../prediction-fixture.js';
import { forecast } from '../samples.js';

describe('GET /api/predict/{id}/export', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
  });
  after(() => fixture.close());

  const finished = async (values: number[], withIntervals = false) => {
    const id = await fixture.running(user.token, user.id, values.length);
    await fixture.tell(inferenceCompleted, forecast(id, values, withIntervals));
    await fixture.stage(id, 'OK');
    return id;
  };
  const exported = (id: number, query: string) => fixture.get(`/api/predict/${id}/export${query}`, user.token);

  it('answers 200 with the forecast as CSV', async () => {
    const id = await finished([1.5, -2]);
    const answer = await exported(id, '');
    expect(answer.status).to.equal(200);
    expect(answer.headers['content-type']).to.equal('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).to.equal(`attachment; filename="forecast-${id}.csv"`);
    expect(answer.text).to.equal('timestamp,prediction\n2030-01-01T00:00:00.000Z,1.5\n2030-01-02T00:00:00.000Z,-2\n');
    expect((await exported(id, '/?excel=0')).text).to.equal(answer.text);
  });

  it('answers 200 with the CSV that Russian Excel opens right', async () => {
    const id = await finished([1234.5, -0.25], true);
    expect((await exported(id, '?excel=1')).text).to.equal(
      '\ufefftimestamp;prediction;lower_80;upper_80;lower_95;upper_95\r\n' +
        '2030-01-01 00:00:00;1234,5;1233,5;1235,5;1232,5;1236,5\r\n' +
        '2030-01-02 00:00:00;-0,25;-1,25;0,75;-2,25;1,75\r\n',
    );
  });

  it('answers 200 with the forecast and its intervals as JSON', async () => {
    const id = await finished([1, 2], true);
    const answer = await exported(id, '?format=json');
    expect(answer.headers['content-type']).to.equal('application/json; charset=utf-8');
    expect(answer.body).to.deep.equal([
      { timestamp: '2030-01-01T00:00:00.000Z', prediction: 1, lower_80: 0, upper_80: 2, lower_95: -1, upper_95: 3 },
      { timestamp: '2030-01-02T00:00:00.000Z', prediction: 2, lower_80: 1, upper_80: 3, lower_95: 0, upper_95: 4 },
    ]);
  });

  it('answers 409 while there is no forecast, and when there will be none', async () => {
    const id = await fixture.running(user.token, user.id);
    const pending = await exported(id, '');
    expect([pending.status, pending.body['code']]).to.deep.equal([409, 'no_forecast']);
    await fixture.tell(inferenceFailed, { job_id: id, reason: 'model_failed', detail: '' });
    await fixture.stage(id, 'REFUNDING');
    expect((await exported(id, '?format=parquet')).body['detail']).to.match(/without a forecast/);
  });

  it('answers 422 to a format that there is not, and to a dialect that the format has not', async () => {
    const format = await exported(1, '?format=ods');
    expect([format.status, format.body['detail']]).to.deep.equal([
      422,
      'format must be one of csv, json, xlsx, parquet.',
    ]);
    for (const query of ['?format=json&excel=1', '?excel=2', '?excel=yes']) {
      const { status, body } = await exported(1, query);
      expect([status, body['detail']], query).to.satisfy(([, detail]: string[]) => /^excel/.test(detail ?? ''));
      expect(status).to.equal(422);
    }
  });

  it('answers 401 without a token and 404 to another user’s job or none', async () => {
    const id = await finished([1]);
    expect((await fixture.get(`/api/predict/${id}/export`)).status).to.equal(401);
    for (const path of [String(id), '999999', '0', 'x']) {
      const answer = await fixture.get(`/api/predict/${path}/export`, fixture.user().token);
      expect([answer.status, answer.body['code']], path).to.deep.equal([404, 'not_found']);
    }
  });
});
