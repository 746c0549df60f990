import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownQueues } from '@coincast/ops/dead/dead-letters';
import { debitRequested } from '@coincast/shared/contracts';
import { EventPublisher, MessagingModule, OnEvent, serializeEvent } from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import { eventually } from '@coincast/shared/testing';
import { type INestApplicationContext, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ChannelModel, connect } from 'amqplib';
import { expect } from 'chai';
import { runOps } from '../run-ops.js';

const url = process.env['RABBIT_URL'] ?? '';
const queue = `billing.${debitRequested.type}`;
const dead = `${queue}.dead`;

describe('ops dead', function () {
  this.timeout(120_000);
  const scratch = mkdtempSync(join(tmpdir(), 'coincast-ops-'));
  let app: INestApplicationContext;
  let broker: ChannelModel;
  let healthy = false;
  const handled: number[] = [];

  before(async () => {
    @Injectable()
    class Consumer {
      @OnEvent(debitRequested, { queue, maxBatch: 10 })
      async onDebit(events: { data: { job_id: number } }[]): Promise<void> {
        if (!healthy) throw new Error('broken');
        handled.push(...events.map(({ data }) => data.job_id));
      }
    }
    @Module({
      imports: [
        MessagingModule.forRoot({
          service: 'billing',
          logger: createLogger('test', 'silent'),
          config: { BROKER: 'rabbitmq', RABBIT_URL: url },
        }),
      ],
      providers: [Consumer],
    })
    class TestModule {}
    app = await NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
    broker = await connect(url);
  });
  after(async () => {
    await app.close();
    const channel = await broker.createChannel();
    for (const name of [queue, dead]) await channel.deleteQueue(name);
    await broker.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const ops = (...args: string[]) => runOps(['dead', ...args, '--json'], { RABBIT_URL: url });
  const ready = async (name: string) => {
    const channel = await broker.createChannel();
    const { messageCount } = await channel.checkQueue(name);
    await channel.close();
    return messageCount;
  };
  const shownIds = async () => (await ops('show', '--queue', queue)).json.letters.map(({ id }: { id: string }) => id);
  const events = [1, 2, 3, 4].map((job_id) =>
    serializeEvent(debitRequested, { job_id, user_id: 1, amount: 5 }, { source: '/test', subject: job_id }),
  );
  const ids = events.map(({ id }) => id);

  it('lists what a consumer has really given up, and why', async () => {
    // One message of several events, each of which fails on its own.
    await eventually('published', () =>
      app
        .get(EventPublisher)
        .publish(events)
        .then(
          () => true,
          () => false,
        ),
    );
    await eventually('given up', async () => (await ready(dead)) === 4, 30_000);
    const { code, json } = await ops('list');
    expect(json.queues).to.deep.equal([{ queue, messages: 4, reasons: { 'failed too often': 4 } }]);
    expect(code).to.equal(1);
  });

  it('shows them as often as one likes, without losing or reordering any', async () => {
    const first = await shownIds();
    expect([...first].sort()).to.deep.equal([...ids].sort());
    for (let n = 0; n < 2; n++) expect(await shownIds()).to.deep.equal(first);
    const [letter] = (await ops('show', '--event', ids[0] ?? '')).json.letters;
    expect(letter).to.deep.include({ queue, type: debitRequested.type, subject: '1', reason: 'failed too often' });
    expect(letter.data).to.deep.equal({ job_id: 1, user_id: 1, amount: 5 });
    expect(Date.parse(letter.died_at)).to.be.a('number').and.not.NaN;
    expect((await ops('show', '--limit', '2')).json.letters).to.have.length(2);
  });

  it('replays one event to its queue, where it now succeeds, and leaves the others', async () => {
    healthy = true;
    const { code, json } = await ops('replay', '--event', ids[1] ?? '', 'unknown');
    expect(json).to.deep.equal({ events: 1, queues: [{ queue, events: 1 }], not_found: ['unknown'] });
    expect(code).to.equal(1);
    await eventually('handled', () => handled.length === 1);
    expect(handled).to.deep.equal([2]);
    expect(await ready(dead)).to.equal(3);
  });

  it('gives a replayed event all its tries again', async () => {
    healthy = false;
    const { code } = await ops('replay', '--event', ids[0] ?? '');
    expect(code).to.equal(0);
    await eventually('given up again', async () => (await ready(dead)) === 3);
    expect((await ops('list')).json.queues[0].reasons).to.deep.equal({ 'failed too often': 3 });
  });

  it('takes single events out of a message of several, and tells a long text by its length', async () => {
    const [one, two] = [7, 8].map((job_id) =>
      serializeEvent(debitRequested, { job_id, user_id: 1, amount: 5 }, { source: '/test', subject: job_id }),
    );
    const channel = await broker.createConfirmChannel();
    const long = JSON.stringify({ ...JSON.parse(two?.body ?? ''), data: { job_id: 8, times: 'A'.repeat(5_000) } });
    channel.sendToQueue(dead, Buffer.from(`[${one?.body},${long}]`), {
      persistent: true,
      contentType: 'application/cloudevents-batch+json',
      type: debitRequested.type,
    });
    await channel.waitForConfirms();
    healthy = true;
    const { out } = await ops('show', '--event', two?.id ?? '');
    expect(out).to.contain('(5000 characters)').and.not.contain('A'.repeat(100));
    await ops('replay', '--event', one?.id ?? '');
    await eventually('handled', () => handled.includes(7));
    const file = join(scratch, 'one.ndjson');
    expect((await ops('drop', '--event', two?.id ?? '', '--out', file, '--yes')).json.events).to.equal(1);
    expect(JSON.parse(readFileSync(file, 'utf8')).data.times).to.have.length(5_000);
    expect(await ready(dead)).to.equal(3);
  });

  it('drops only with --yes and a new file, and writes them there first', async () => {
    const file = join(scratch, 'dropped.ndjson');
    const without = await ops('drop', '--queue', queue, '--out', file);
    expect([without.code, without.err.trim()]).to.deep.equal([2, 'nothing is dropped without --yes']);
    expect((await ops('drop', '--yes', '--out', file)).err.trim()).to.equal(
      'name what is meant: --queue, --event or --all',
    );
    expect(existsSync(file)).to.equal(false);
    const left = await shownIds();
    expect((await ops('drop', '--queue', queue, '--out', file, '--yes')).json.events).to.equal(3);
    const written = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(written).to.deep.equal(left);
    expect((await ops('drop', '--queue', queue, '--out', file, '--yes')).code).to.equal(3);
    const { code, out } = await runOps(['dead', 'list'], { RABBIT_URL: url });
    expect([code, out.trim()]).to.deep.equal([0, 'No dead letters.']);
  });

  it('gives an unroutable event to the exchange again, once a queue wants it', async () => {
    const channel = await broker.createConfirmChannel();
    const type = `test.${randomBytes(6).toString('hex')}`;
    channel.publish('coincast.events', type, Buffer.from('{"id":"u","type":"t"}'));
    await channel.waitForConfirms();
    await eventually('unroutable', async () => (await ready('coincast.unroutable')) === 1);
    for (let n = 0; n < 2; n++)
      expect((await ops('show', '--queue', 'coincast.unroutable')).json.letters[0].id).to.equal('u');
    const { queue: wanting } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(wanting, 'coincast.events', type);
    expect((await ops('replay', '--all')).json.events).to.equal(1);
    expect((await channel.checkQueue(wanting)).messageCount).to.equal(1);
    expect(await ready('coincast.unroutable')).to.equal(0);
  });

  it('keeps every letter when its queue is gone', async () => {
    const channel = await broker.createConfirmChannel();
    const name = `test.${randomBytes(6).toString('hex')}`;
    await channel.assertQueue(`${name}.dead`, { arguments: { 'x-queue-type': 'quorum' } });
    channel.sendToQueue(`${name}.dead`, Buffer.from('{"id":"x","type":"t"}'), { persistent: true });
    await channel.waitForConfirms();
    const { code, err } = await ops('replay', '--queue', name);
    expect([code, err.trim()]).to.deep.equal([3, `There is no queue ${name}; the letters still rest`]);
    await eventually('back', async () => (await ready(`${name}.dead`)) === 1);
    await channel.deleteQueue(`${name}.dead`);
  });

  it('knows every queue that a service consumes', () => {
    const root = fileURLToPath(new URL('../../../../', import.meta.url));
    const found = [
      'billing-service',
      'prediction-service',
      'inference-worker',
      'telegram-bot',
      'auth-service',
      'web-ui',
    ]
      .map((service) => join(root, service, 'src'))
      .flatMap((source) => readdirSync(source, { recursive: true, encoding: 'utf8' }).map((file) => join(source, file)))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/queue: '([^']+)'/g)].map(([, name]) => name));
    expect([...knownQueues].sort()).to.deep.equal(found.sort());
  });

  it('says where the dead letters of the in-process broker are when there is no RabbitMQ', async () => {
    const { code, err } = await runOps(['dead', 'list']);
    expect(code).to.equal(2);
    expect(err).to.contain('RABBIT_URL is required').and.contain('in memory');
  });
});
