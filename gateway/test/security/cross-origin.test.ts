import { expect } from 'chai';
import supertest from 'supertest';
import { startTestGateway, type TestGateway } from '../gateway-fixture.js';

describe('scripts of other origins', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway(undefined, { CORS_ORIGINS: 'https://app.test, http://localhost:3000' });
  });
  after(() => gateway.close());

  it('may call from a listed origin, and read the headers that they need, of errors, too', async () => {
    for (const path of ['/api/models/', '/api/account/balance']) {
      const { headers } = await supertest(gateway.url).get(path).set('Origin', 'https://app.test');
      expect(headers['access-control-allow-origin']).to.equal('https://app.test');
      expect(headers['access-control-expose-headers']).to.include('RateLimit-Remaining').and.include('Location');
      expect(headers['vary']).to.include('Origin');
    }
  });

  it('get leave for a preflight without a token', async () => {
    const { status, headers } = await supertest(gateway.url)
      .options('/api/predict/')
      .set({ Origin: 'http://localhost:3000', 'Access-Control-Request-Method': 'POST' });
    expect(status).to.equal(204);
    expect(headers['access-control-allow-origin']).to.equal('http://localhost:3000');
    expect(headers['access-control-allow-headers']).to.include('Idempotency-Key');
  });

  it('get no leave from any other origin', async () => {
    for (const origin of ['https://evil.test', 'https://app.test.evil.test', 'null']) {
      const { headers } = await supertest(gateway.url).get('/api/models/').set('Origin', origin);
      expect(headers).to.not.have.property('access-control-allow-origin');
    }
  });

  it('get none at all by default', async () => {
    const closed = await startTestGateway();
    const { headers } = await supertest(closed.url).get('/api/models/').set('Origin', 'https://app.test');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).to.deep.equal([]);
    await closed.close();
  });
});
