import { expect } from 'chai';
import { PredictionFixture } from '../prediction-fixture.js';

describe('the models', () => {
  let fixture: PredictionFixture;
  before(async () => {
    fixture = await PredictionFixture.start({ AVAILABLE_MODELS: 'LinearTrend', COST_PER_ROW: '4' });
  });
  after(() => fixture.close());

  it('are listed without a token, only those on sale', async () => {
    for (const path of ['/api/models', '/api/models/']) {
      const { status, body } = await fixture.get(path);
      expect([status, body]).to.deep.equal([200, ['LinearTrend']]);
    }
  });

  it('are described with their price', async () => {
    const { status, body } = await fixture.get('/api/models/catalog/');
    expect(status).to.equal(200);
    const [model] = body as unknown as Record<string, unknown>[];
    expect(model).to.have.all.keys('name', 'title', 'description', 'price_per_row', 'min_rows', 'intervals', 'default');
    expect(model).to.include({ name: 'LinearTrend', price_per_row: 4, min_rows: 1, intervals: true, default: true });
  });

  it('that are not on sale cannot be used', async () => {
    const { token } = fixture.user();
    const data = [{ ts: '2024-01-01', y: 1 }];
    const refused = await fixture.post(token, { model_name: 'Demo', data });
    expect([refused.status, refused.body['code']]).to.deep.equal([422, 'unknown_model']);
    expect((await fixture.post(token, { model_name: 'LinearTrend', data })).body['cost']).to.equal(4);
  });

  it('are the first on sale for a request that names none, where Auto is not', async () => {
    const { token } = fixture.user();
    const data = [{ ts: '2024-01-01', y: 1 }];
    expect((await fixture.post(token, { data })).body['model_name']).to.equal('LinearTrend');
  });

  it('and the forecasts stand in the OpenAPI document', async () => {
    const { status, body } = await fixture.get('/openapi.json');
    expect(status).to.equal(200);
    expect(body['openapi']).to.equal('3.1.0');
    expect(Object.keys(body['paths'] as object)).to.have.members([
      '/api/models/',
      '/api/models/catalog',
      '/api/predict/',
      '/api/predict/quote',
      '/api/predict/history',
      '/api/predict/users/{user_id}/history',
      '/api/predict/{id}',
      '/api/predict/{id}/summary',
      '/api/predict/{id}/forecast',
      '/api/predict/{id}/export',
      '/api/predict/{id}/series',
    ]);
  });

  it('and the service says that it is ready', async () => {
    expect((await fixture.get('/health/live')).status).to.equal(200);
    expect((await fixture.get('/health/ready')).status).to.equal(200);
  });
});
