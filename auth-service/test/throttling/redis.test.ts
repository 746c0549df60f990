import { connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { type Api, AuthFixture, freshEmail } from '../auth-fixture.js';

/** Stands between a service and Redis, so that Redis can be taken away and given back. */
class RedisGate {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly target: URL,
    private port = 0,
  ) {}

  /** As the target's, with its password. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  }

  async open(): Promise<void> {
    const server = createServer((socket) => {
      const upstream = connect(Number(this.target.port || 6379), this.target.hostname);
      for (const end of [socket, upstream]) {
        this.sockets.add(end);
        end.on('error', () => undefined).on('close', () => [socket, upstream].forEach((each) => void each.destroy()));
      }
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as { port: number }).port;
    this.server = server;
  }

  async shut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }
}

function redisUrl(): URL {
  const url = process.env['REDIS_URL'];
  if (!url) throw new Error('REDIS_URL is not set: run the tests with `make test`, which brings a Redis');
  return new URL(url);
}

describe('throttled logins with Redis', () => {
  let fixture: AuthFixture;
  const gate = new RedisGate(redisUrl());

  before(async () => {
    fixture = await AuthFixture.create();
    await gate.open();
  });
  after(async () => {
    await fixture.close();
    await gate.shut();
  });

  const login = (api: Api, email: string, password: string) => api.post('/api/auth/login').send({ email, password });
  const start = (url: string) =>
    fixture.start({ REDIS_URL: url, LOGIN_FAILURES_PER_ACCOUNT: '3', LOGIN_FAILURES_PER_ADDRESS: '0' });

  /** Waits until the service counts in Redis: what fails there is known to the other replica. */
  async function shares(one: Api, other: Api): Promise<void> {
    await eventually('failures are shared', async () => {
      const email = freshEmail();
      for (const _ of [1, 2, 3]) await login(one, email, 'wrong').expect(401);
      return refusesSoon(other, email);
    });
  }

  /** A wait of a second may have passed before a slow machine asks; each further failure doubles it. */
  async function refusesSoon(api: Api, email: string): Promise<boolean> {
    // Not more often than it takes to be refused for failures of one's own.
    for (const _ of [1, 2, 3]) if ((await login(api, email, 'wrong')).status === 429) return true;
    return false;
  }

  it('counts for all replicas; in memory while Redis is away; in Redis again when it is back', async () => {
    const [one, other] = await Promise.all([start(gate.url), start(redisUrl().href)]);
    await shares(one, other);

    await gate.shut();
    await login(one, 'demo@user', 'user').expect(200);
    const email = freshEmail();
    for (const _ of [1, 2, 3]) await login(one, email, 'wrong').expect(401);
    expect(await refusesSoon(one, email)).to.equal(true);
    await login(other, email, 'wrong').expect(401);

    await gate.open();
    await shares(one, other);
  });

  it('starts and works without Redis', async () => {
    const nobody = new RedisGate(redisUrl());
    await nobody.open();
    await nobody.shut();
    const api = await start(nobody.url);
    await login(api, 'demo@user', 'user').expect(200);
    await login(api, 'demo@user', 'wrong').expect(401);
    expect((await login(api, 'demo@user', 'user')).body.token_type).to.equal('bearer');
  });
});
