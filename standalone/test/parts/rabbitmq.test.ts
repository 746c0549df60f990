import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RabbitOptions, startRabbitMq } from '@coincast/standalone/parts/rabbitmq';
import { freePort } from '@coincast/standalone/ports';
import { identify } from '@coincast/standalone/process-identity';
import type { RunningPart } from '@coincast/standalone/supervisor';
import { expect } from 'chai';
import { makeScratch } from '../scratch.js';

describe('RabbitMQ as a part', function () {
  this.timeout(180_000);
  const scratch = makeScratch();
  let options: RabbitOptions;
  let broker: RunningPart;

  before(async () => {
    const [amqp, management, distribution, epmd] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    options = {
      ...scratch,
      ports: { amqp, management, distribution, epmd },
      user: 'coincast',
      password: 'a-password-for-tests',
      erlangCookie: 'ACOOKIEFORTESTS',
    };
    broker = await startRabbitMq(options);
  });

  after(async () => {
    await broker?.stop();
    scratch.remove();
  });

  async function api(path: string, { password = options.password, user = options.user, ...init } = {}, method = 'GET') {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return fetch(`http://127.0.0.1:${options.ports.management}/api/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', connection: 'close' },
      ...init,
    });
  }

  const epmdPid = () => JSON.parse(readFileSync(join(scratch.dataDir, 'run', 'epmd.json'), 'utf8')).pid as number;

  it('knows the made-up user and no guest', async () => {
    expect((await api('whoami')).status).to.equal(200);
    expect((await api('whoami', { password: 'another' })).status).to.equal(401);
    expect((await api('whoami', { user: 'guest', password: 'guest' })).status).to.equal(401);
  });

  it('keeps quorum queues when it is killed and started again on the same ports, with a changed password', async () => {
    const body = JSON.stringify({ durable: true, arguments: { 'x-queue-type': 'quorum' } });
    expect((await api('queues/%2F/kept', { body } as object, 'PUT')).status).to.equal(201);
    process.kill(broker.pid, 'SIGKILL');
    expect(await broker.exited).to.equal('signal SIGKILL');
    options = { ...options, password: 'another-password-for-tests' };
    broker = await startRabbitMq(options);
    expect((await api('queues/%2F/kept')).status).to.equal(200);
  });

  it('stops what an earlier, killed launcher has left running, and takes its port mapper along when it ends', async () => {
    const [leftOver, leftOverEpmd] = [broker.pid, epmdPid()];
    broker = await startRabbitMq(options);
    expect(identify(leftOver)).to.equal(undefined);
    expect(identify(leftOverEpmd)).to.equal(undefined);
    const epmd = epmdPid();
    await broker.stop();
    expect(identify(epmd)).to.equal(undefined);
  });
});
