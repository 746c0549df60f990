import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@coincast/shared/testing';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@coincast/standalone/parts/postgres';
import { identify } from '@coincast/standalone/process-identity';
import { expect } from 'chai';
import pg from 'pg';
import { makeScratch } from '../scratch.js';

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

describe('embedded Postgres', function () {
  this.timeout(60_000);
  const scratch = makeScratch();
  const pidFile = join(scratch.dataDir, 'postgres', 'postmaster.pid');
  const running: EmbeddedPostgres[] = [];
  const start = async (port?: number) => {
    const options = { ...scratch, password: 'a-password-for-tests', ...(port === undefined ? {} : { port }) };
    const server = await startEmbeddedPostgres(options);
    running.push(server);
    return server;
  };

  before(async () => {
    const server = await start();
    await query(server.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
  });

  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  after(() => scratch.remove());

  async function expectKept(server: EmbeddedPostgres): Promise<void> {
    const { rows } = await query(server.adminUrl, 'SELECT answer FROM kept');
    expect(rows).to.deep.equal([{ answer: 42 }]);
  }

  it('keeps its data across stop and start, on the port it is told', async () => {
    const first = await start();
    await first.stop();
    expect(await first.exited).to.equal('exit code 0');
    expect(existsSync(pidFile)).to.equal(false);
    const second = await start(first.port);
    expect(second.port).to.equal(first.port);
    await expectKept(second);
  });

  it('syncs every commit, and speaks UTF-8 and UTC', async () => {
    const { adminUrl } = await start();
    for (const [setting, value] of Object.entries({
      fsync: 'on',
      synchronous_commit: 'on',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      password_encryption: 'scram-sha-256',
    })) {
      expect((await query(adminUrl, `SHOW "${setting}"`)).rows[0], setting).to.have.property(setting, value);
    }
  });

  it('takes connections over loopback only, with the password only', async () => {
    const { adminUrl, port } = await start();
    const wrong = adminUrl.replace('a-password-for-tests', 'another');
    const refusal = await query(wrong, 'SELECT 1').catch((error: Error) => error);
    expect(refusal)
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.matches(/password authentication failed/);
    for (const address of outsideAddresses()) {
      // Its port is free on every address but loopback's.
      const server = createServer().listen(port, address);
      await once(server, 'listening');
      server.close();
    }
  });

  it('recovers when its postmaster was killed', async () => {
    const first = await start();
    const client = new pg.Client({ connectionString: first.adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).to.equal('signal SIGKILL');
    await expectKept(await start(first.port));
  });

  it('stops the server that an earlier, killed launcher has left running', async () => {
    const leftOver = await start();
    const server = await start();
    expect(identify(leftOver.pid)).to.equal(undefined);
    await expectKept(server);
  });

  it('lets a foreign process live whose pid stands in the pid file', async () => {
    const foreign = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    try {
      await once(foreign, 'spawn');
      writeStalePidFile(foreign.pid);
      await expectKept(await start());
      expect(foreign.exitCode).to.equal(null);
      expect(foreign.signalCode).to.equal(null);
    } finally {
      foreign.kill('SIGKILL');
    }
  });

  it('starts although the pid file names a zombie', async () => {
    // The shell becomes a program that never collects its child.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const zombie = Number(line.toString());
      await eventually('the child is a zombie', () => / Z /.test(readFileSync(`/proc/${zombie}/stat`, 'utf8')));
      writeStalePidFile(zombie);
      await expectKept(await start());
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('starts although the pid file is empty, cut short by a crash', async () => {
    writeFileSync(pidFile, '');
    await expectKept(await start());
  });

  function writeStalePidFile(pid: number | undefined): void {
    const clusterDir = join(scratch.dataDir, 'postgres');
    writeFileSync(pidFile, `${pid}\n${clusterDir}\n1700000000\n5432\n\n127.0.0.1\n  5432001     32768\nready   \n`);
  }
});

function outsideAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}
