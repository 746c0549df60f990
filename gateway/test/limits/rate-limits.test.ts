import { randomInt } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { startTestGateway, type TestGateway } from '../gateway-fixture.js';

const redisUrl = process.env['REDIS_URL'];
if (!redisUrl) throw new Error('REDIS_URL is not set: run the tests with `make test`, which brings a Redis');

describe('rate limits', () => {
  const gateways: TestGateway[] = [];
  afterEach(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  });
  const start = async (env: Record<string, string>) => {
    const gateway = await startTestGateway(undefined, env);
    gateways.push(gateway);
    return gateway;
  };
  const someUser = (gateway: TestGateway) => `Bearer ${gateway.issuer.tokenFor(randomInt(1, 2 ** 40))}`;
  const balance = (gateway: TestGateway, bearer: string) =>
    supertest(gateway.url).get('/api/account/balance').set('Authorization', bearer);

  for (const [where, env] of [
    ['memory', {}],
    ['Redis', { REDIS_URL: redisUrl }],
  ] as const) {
    it(`429 with Retry-After, counted a user in ${where}`, async () => {
      const gateway = await start({ ...env, RATE_LIMIT_PER_MINUTE: '2' });
      const bearer = someUser(gateway);
      const first = await balance(gateway, bearer);
      expect(first.status).to.equal(200);
      expect(first.headers).to.include({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
      expect(Number(first.headers['ratelimit-reset'])).to.be.within(1, 60);
      expect((await balance(gateway, bearer)).headers['ratelimit-remaining']).to.equal('0');
      const third = await balance(gateway, bearer);
      expect(third.status).to.equal(429);
      expect(third.body.code).to.equal('too_many_requests');
      expect(Number(third.headers['retry-after'])).to.be.within(1, 60);
      expect(third.headers['ratelimit-remaining']).to.equal('0');
      expect((await balance(gateway, someUser(gateway))).status).to.equal(200);
    });
  }

  it('429 for all gateways together in Redis', async () => {
    const env = { REDIS_URL: redisUrl, RATE_LIMIT_PER_MINUTE: '2' };
    const [one, two] = [await start(env), await start(env)];
    const id = randomInt(1, 2 ** 40);
    await eventually('both count in Redis', async () => {
      const user = `Bearer ${one.issuer.tokenFor(randomInt(1, 2 ** 40))}`;
      return (await balance(one, user)).status === 200;
    });
    expect((await balance(one, `Bearer ${one.issuer.tokenFor(id)}`)).status).to.equal(200);
    const second = await balance(two, `Bearer ${two.issuer.tokenFor(id)}`);
    expect(second.headers['ratelimit-remaining']).to.equal('0');
    expect((await balance(one, `Bearer ${one.issuer.tokenFor(id)}`)).status).to.equal(429);
  });

  it('429 for an address that is not signed in, also when it guesses tokens', async () => {
    const gateway = await start({ RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: 'loopback' });
    const from = (address: string, path: string) =>
      supertest(gateway.url).get(path).set('X-Forwarded-For', address).set('Authorization', 'Bearer a.b.c');
    expect((await from('203.0.113.1', '/api/account/balance')).status).to.equal(401);
    expect((await from('203.0.113.1', '/api/models/')).status).to.equal(200);
    expect((await from('203.0.113.1', '/api/account/balance')).status).to.equal(429);
    expect((await from('203.0.113.2', '/api/account/balance')).status).to.equal(401);
    expect((await balance(gateway, someUser(gateway)).set('X-Forwarded-For', '203.0.113.1')).status).to.equal(200);
  });

  it('429 for more registrations and logins of one address than its stricter limit', async () => {
    const gateway = await start({ AUTH_RATE_LIMIT_PER_MINUTE: '2' });
    const api = supertest(gateway.url);
    expect((await api.post('/api/auth/register')).headers['ratelimit-limit']).to.equal('2');
    expect((await api.post('/api/auth/login/')).status).to.equal(200);
    expect((await api.post('/api/auth/login')).status).to.equal(429);
    expect((await api.get('/api/models/')).status).to.equal(200);
  });

  it('no limit and no headers when off', async () => {
    const gateway = await start({ RATE_LIMIT_PER_MINUTE: '0', AUTH_RATE_LIMIT_PER_MINUTE: '0' });
    const { headers } = await supertest(gateway.url).post('/api/auth/login');
    expect(headers).to.not.have.property('ratelimit-limit');
  });

  it('200 while Redis is away, hangs, and comes back: then it counts there again', async () => {
    const door = await startDoor(redisUrl);
    const gateway = await start({ REDIS_URL: door.url, RATE_LIMIT_PER_MINUTE: '100' });
    const bearer = someUser(gateway);
    const remaining = async () => {
      const answer = await balance(gateway, bearer);
      expect(answer.status).to.equal(200);
      return Number(answer.headers['ratelimit-remaining']);
    };
    await eventually('counting in Redis', async () => door.passedBytes() > 0 && (await remaining()) < 100);
    door.hang();
    const startedAtMs = Date.now();
    for (let i = 0; i < 5; i++) await remaining();
    expect(Date.now() - startedAtMs).to.be.below(3_000);
    await door.shut();
    await remaining();
    await door.open();
    const passed = door.passedBytes();
    await eventually(
      'counting in Redis again',
      async () => (await remaining()) >= 0 && door.passedBytes() > passed + 300,
    );
    await door.shut();
  });
});

/** A TCP door before Redis that can be shut, or hang open without passing anything. */
async function startDoor(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let hanging = false;
  let passedBytes = 0;
  let listeningPort = 0;
  let server: Server | undefined;
  const open = async () => {
    hanging = false;
    server = createServer((inside) => {
      const outside = connect(Number(port || 6379), hostname);
      for (const socket of [inside, outside]) sockets.add(socket.on('error', () => {}));
      inside.on('data', (chunk) => {
        if (hanging) return;
        passedBytes += chunk.length;
        outside.write(chunk);
      });
      outside.on('data', (chunk) => inside.write(chunk));
      inside.on('close', () => outside.destroy());
    });
    await new Promise<void>((resolve) => server?.listen(listeningPort, '127.0.0.1', resolve));
    listeningPort = (server.address() as AddressInfo).port;
  };
  await open();
  return {
    url: `redis://127.0.0.1:${listeningPort}`,
    passedBytes: () => passedBytes,
    hang: () => {
      hanging = true;
    },
    open,
    shut: () =>
      new Promise<void>((resolve) => {
        server?.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        sockets.clear();
      }),
  };
}
