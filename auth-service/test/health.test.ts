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

  it('tells Prometheus of its requests, its outbox and its process', async () => {
    const { text } = await api.get('/metrics').expect(200);
    for (const sample of [
      /^http_request_duration_seconds_count\{.*route="\/health\/ready",status="200"\} 1$/m,
      /^coincast_outbox_events\{service="auth-service"\} 0$/m,
      /^coincast_broker_connected\{service="auth-service"\} 1$/m,
      /^process_resident_memory_bytes\{service="auth-service"\} \d+$/m,
    ])
      expect(text).to.match(sample);
  });
});
