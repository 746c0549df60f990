import { expect } from 'chai';
import { type Api, AuthFixture } from './auth-fixture.js';

describe('GET /health', () => {
  let fixture: AuthFixture;
  let api: Api;

  before(async () => {
    fixture = await AuthFixture.create();
    api = await fixture.start();
  });
  after(() => fixture.close());

  it('lives', async () => {
    await api.get('/health/live').expect(200);
  });

  it('is ready when the database answers and events can be sent', async () => {
    const { body } = await api.get('/health/ready').expect(200);
    expect(body).to.deep.equal({ status: 'ok', checks: { database: true, broker: true } });
  });
});
