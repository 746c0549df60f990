import { debited, deposited, type EventContract, jobCreated, jobFinished, refunded } from '@coincast/shared/contracts';
import { openPublisher, serializeEvent } from '@coincast/shared/messaging';
import { type EventStream, eventually, openEventStream } from '@coincast/shared/testing';
import { expect } from 'chai';
import { type Cabinet, silent, startCabinet } from '../cabinet-fixture.js';
import { problem } from '../fake-gateway.js';

const cookieOf = (userId: number) => ({ cookie: `access_token=user.${userId}` });
const about = (job_id: number, user_id: number) => ({ job_id, user_id });
const event = <Data extends { user_id: number }>(contract: EventContract<Data>, data: Data) =>
  serializeEvent(contract, data, { source: '/test', subject: data.user_id });

/** All that one job brings, and a deposit. */
const lifeOf = (userId: number) => [
  event(jobCreated, { ...about(10 * userId, userId), model_name: 'Demo', cost: 3 }),
  event(debited, { ...about(10 * userId, userId), balance: 5 }),
  event(jobFinished, { ...about(10 * userId, userId), status: 'ERROR' as const, error: 'model_failed', cost: 0 }),
  event(refunded, { ...about(10 * userId, userId), amount: 3 }),
  event(deposited, { user_id: userId, amount: 1, balance: 9 }),
];

/** As a page of that user is told it, in whatever order. */
const toldOf = (userId: number) =>
  [
    ['job', { id: 10 * userId, status: 'PENDING' }],
    ['job', { id: 10 * userId, status: 'PENDING' }],
    ['balance', {}],
    ['job', { id: 10 * userId, status: 'ERROR' }],
    ['balance', {}],
    ['balance', {}],
  ]
    .map((told) => JSON.stringify(told))
    .sort();

const told = ({ events }: EventStream) => events.map(({ name, data }) => JSON.stringify([name, data])).sort();

for (const kind of ['in-process', 'rabbitmq'] as const) {
  describe(`GET /live, ${kind}`, () => {
    let cabinet: Cabinet;
    let publish: (events: ReturnType<typeof lifeOf>) => Promise<void>;
    let closePublisher: () => Promise<void> = async () => undefined;
    const open: EventStream[] = [];

    const start = async (env: Record<string, string> = {}) => {
      const rabbitUrl = process.env['RABBIT_URL'];
      if (kind === 'rabbitmq' && !rabbitUrl) throw new Error('RABBIT_URL is not set: run the tests with `make test`');
      const config = { BROKER: kind, ...(kind === 'rabbitmq' && rabbitUrl ? { RABBIT_URL: rabbitUrl } : {}) };
      cabinet = await startCabinet({ ...config, ...env });
      const publisher = openPublisher({ service: 'test', config, broker: cabinet.broker, logger: silent });
      await eventually('connected', () => publisher.connected);
      publish = (events) => publisher.publish(events);
      closePublisher = () => publisher.close();
    };
    const listenAs = async (userId: number, headers: Record<string, string> = {}) => {
      const stream = await openEventStream(`${cabinet.url}/live`, { ...cookieOf(userId), ...headers });
      open.push(stream);
      return stream;
    };

    afterEach(async () => {
      for (const stream of open.splice(0)) stream.close();
      await closePublisher();
      await cabinet.close();
    });

    it('tells each of 500 pages of its owner, and of nobody else', async () => {
      await start();
      const users = Array.from({ length: 100 }, (_, i) => i + 1);
      const streams = await Promise.all(
        users.flatMap((userId) => Array.from({ length: 5 }, async () => ({ userId, stream: await listenAs(userId) }))),
      );
      await publish(users.flatMap(lifeOf));
      await eventually('all told', () => streams.every(({ stream }) => stream.events.length >= 6));
      for (const { userId, stream } of streams) expect(told(stream), String(userId)).to.deep.equal(toldOf(userId));
    });

    it('is a stream that nobody keeps, buffers or compresses, with ids', async () => {
      await start();
      const stream = await listenAs(1, { 'accept-encoding': 'gzip, br' });
      expect(stream.status).to.equal(200);
      expect(stream.headers).to.include({
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      expect(stream.headers).to.not.have.property('content-encoding');
      const [created] = lifeOf(1);
      await publish(created ? [created] : []);
      await eventually('told', () => stream.events.length === 1);
      expect(stream.events[0]?.id).to.equal(created?.id);
    });

    it('stops with pages open, without waiting for them', async function () {
      // The grace for answers that are under way is 5 s.
      this.timeout(4_000);
      await start();
      const streams = await Promise.all([listenAs(1), listenAs(2)]);
      await cabinet.close();
      await eventually('ended', () => streams.every((stream) => stream.hasEnded()));
    });
  });
}

describe('GET /live', () => {
  let cabinet: Cabinet;
  afterEach(() => cabinet.close());
  const live = (headers: Record<string, string> = {}) => openEventStream(`${cabinet.url}/live`, headers);

  it('204 for nobody and for a token that is not good: the browser does not come back', async () => {
    cabinet = await startCabinet();
    expect((await live()).status).to.equal(204);
    expect((await live({ cookie: 'access_token=bad' })).status).to.equal(204);
    expect((await fetch(`${cabinet.url}/live`, { method: 'HEAD', headers: cookieOf(1) })).status).to.equal(204);
  });

  it('503 while the API is away or asks for patience', async () => {
    cabinet = await startCabinet();
    for (const answer of [problem(503, 'unavailable'), problem(429, 'rate_limited')]) {
      cabinet.gateway.answers.set('GET /api/auth/me', answer);
      const { status, headers } = await live(cookieOf(1));
      expect([status, headers['retry-after']]).to.deep.equal([503, '30']);
    }
  });

  it('503 when all connections are taken, and room again when somebody leaves', async () => {
    cabinet = await startCabinet({ LIVE_CONNECTIONS: '2' });
    const streams = [await live(cookieOf(1)), await live(cookieOf(2))];
    expect((await live(cookieOf(3))).status).to.equal(503);
    streams[0]?.close();
    await eventually('room', async () => {
      const stream = await live(cookieOf(3));
      if (stream.status === 200) streams.push(stream);
      return stream.status === 200;
    });
    for (const stream of streams) stream.close();
  });

  it('ends the oldest of nine pages of one user', async () => {
    cabinet = await startCabinet();
    const first = await live(cookieOf(1));
    const others = await Promise.all(Array.from({ length: 8 }, () => live(cookieOf(1))));
    await eventually('ended', () => first.hasEnded());
    expect(others.every((stream) => !stream.hasEnded())).to.equal(true);
    for (const stream of others) stream.close();
  });

  it('tells a browser that comes back to catch up', async () => {
    cabinet = await startCabinet();
    const stream = await live({ ...cookieOf(1), 'last-event-id': '0' });
    await eventually('told', () => stream.events.length === 1);
    expect(stream.events[0]).to.include({ name: 'catch-up' });
    stream.close();
  });

  it('the cabinet starts, answers and stops while the broker is away', async function () {
    this.timeout(30_000);
    cabinet = await startCabinet({ BROKER: 'rabbitmq', RABBIT_URL: 'amqp://127.0.0.1:1' });
    expect((await live(cookieOf(1))).status).to.equal(200);
    expect((await cabinet.get('/login')).status).to.equal(200);
  });
});

describe('GET /wallet', () => {
  let cabinet: Cabinet;
  before(async () => {
    cabinet = await startCabinet();
    cabinet.gateway.deposit(1_234);
  });
  after(() => cabinet.close());
  const cookie = { cookie: 'access_token=aaa.bbb.ccc' };

  it('is the very part that stands in the page', async () => {
    const [part, page] = [await cabinet.get('/wallet', cookie), await cabinet.get('/balance', cookie)];
    expect(part.text).to.match(/^<a class="wallet" id="wallet"[^>]*>.*1,234.*<\/a>\s*$/);
    expect(page.text).to.include(part.text.trim());
    expect(part.headers).to.include({ 'cache-control': 'private, no-store', 'content-language': 'en' });
  });

  it('sends a page whose session has ended to sign-in, and back to that page', async () => {
    const { status, headers } = await cabinet.get('/wallet', {
      cookie: 'access_token=bad',
      'HX-Request': 'true',
      'HX-Current-URL': `${cabinet.url}/tx?before=7`,
    });
    expect([status, headers['hx-redirect']]).to.deep.equal([204, '/login?next=%2Ftx%3Fbefore%3D7&notice=expired']);
  });

  it('signed-in pages have the place for toasts and load the script; others do not', async () => {
    expect((await cabinet.get('/balance', cookie)).text)
      .to.match(/\/assets\/live\.\w+\.js/)
      .and.include('<div class="toasts" role="status" aria-live="polite" id="toasts"></div>');
    expect((await cabinet.get('/login')).text).to.not.include('live.');
  });
});
