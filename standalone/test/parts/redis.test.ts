import { createConnection } from 'node:net';
import { type RedisOptions, startRedis } from '@coincast/standalone/parts/redis';
import { freePort } from '@coincast/standalone/ports';
import { identify } from '@coincast/standalone/process-identity';
import type { RunningPart } from '@coincast/standalone/supervisor';
import { expect } from 'chai';
import { makeScratch } from '../scratch.js';

/** Sends commands in their inline form and answers everything that comes back until the server closes. */
function talk(port: number, ...commands: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write([...commands, 'QUIT', ''].join('\r\n'));
  });
}

describe('Redis as a part', function () {
  this.timeout(60_000);
  const scratch = makeScratch();
  let options: RedisOptions;
  let redis: RunningPart;

  before(async () => {
    options = { ...scratch, port: await freePort(), password: 'a-password-for-tests' };
    redis = await startRedis(options);
  });

  after(async () => {
    await redis?.stop();
    scratch.remove();
  });

  it('answers only those who know the password', async () => {
    expect(await talk(options.port, 'PING')).to.match(/^-NOAUTH/);
    expect(await talk(options.port, `AUTH ${options.password}`, 'PING')).to.match(/\+PONG/);
  });

  it('keeps its data across stop and start', async () => {
    await talk(options.port, `AUTH ${options.password}`, 'SET kept 42');
    await redis.stop();
    expect(await redis.exited).to.equal('exit code 0');
    redis = await startRedis(options);
    expect(await talk(options.port, `AUTH ${options.password}`, 'GET kept')).to.match(/42/);
  });

  it('stops what an earlier, killed launcher has left running', async () => {
    const leftOver = redis.pid;
    redis = await startRedis(options);
    expect(identify(leftOver)).to.equal(undefined);
  });
});
