import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DataDirInUseError,
  DataDirUnusableError,
  findProcess,
  holderOf,
  noteProcess,
  stopLeftOver,
  takeDataDir,
} from '@coincast/standalone/data-dir';
import { identify } from '@coincast/standalone/process-identity';
import { secretsOf } from '@coincast/standalone/secrets';
import { expect } from 'chai';
import { makeScratch } from './scratch.js';

async function sleeper() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, end: () => child.kill('SIGKILL') };
}

describe('data directory', () => {
  const scratch = makeScratch();
  const lockFile = join(scratch.dataDir, 'run', 'lock.json');
  after(() => scratch.remove());

  it('belongs to one process at a time', () => {
    const dataDir = takeDataDir(scratch.dataDir);
    expect(holderOf(scratch.dataDir)?.pid).to.equal(process.pid);
    expect(() => takeDataDir(scratch.dataDir)).to.throw(DataDirInUseError, `in use by process ${process.pid}`);
    dataDir.release();
    expect(holderOf(scratch.dataDir)).to.equal(undefined);
    takeDataDir(scratch.dataDir).release();
  });

  it('must be a place that can be written', () => {
    const file = join(scratch.dataDir, 'file');
    writeFileSync(file, '');
    expect(() => takeDataDir(join(file, 'data'))).to.throw(DataDirUnusableError, /ENOTDIR.*DATA_DIR=/);
  });

  it('is free again when its process has died, even if another has its pid now', async () => {
    const other = await sleeper();
    try {
      writeFileSync(lockFile, JSON.stringify({ pid: other.pid, startedAt: 'another time' }));
      takeDataDir(scratch.dataDir).release();
      writeFileSync(lockFile, '');
      takeDataDir(scratch.dataDir).release();
      expect(readdirSync(join(scratch.dataDir, 'run'))).to.deep.equal([]);
      expect(identify(other.pid)).to.not.equal(undefined);
    } finally {
      other.end();
    }
  });

  it('finds a noted process, and stops it when it is left over', async () => {
    const leftOver = await sleeper();
    noteProcess(scratch.dataDir, 'part', leftOver.pid, 4711);
    expect(findProcess(scratch.dataDir, 'part')).to.deep.equal({ pid: leftOver.pid, port: 4711 });
    await stopLeftOver(scratch.dataDir, 'part');
    expect(identify(leftOver.pid)).to.equal(undefined);
    expect(findProcess(scratch.dataDir, 'part')).to.equal(undefined);
    await stopLeftOver(scratch.dataDir, 'part');
  });

  it('never stops a process that only has the pid of a noted one', async () => {
    const foreign = await sleeper();
    try {
      const note = join(scratch.dataDir, 'run', 'part.json');
      writeFileSync(note, JSON.stringify({ pid: foreign.pid, startedAt: 'another time' }));
      await stopLeftOver(scratch.dataDir, 'part');
      expect(identify(foreign.pid)).to.not.equal(undefined);
      expect(existsSync(note)).to.equal(false);
    } finally {
      foreign.end();
    }
  });

  it('keeps its secrets, for its owner only', () => {
    const secrets = secretsOf(scratch.dataDir);
    expect(secretsOf(scratch.dataDir)).to.deep.equal(secrets);
    expect(secrets.internalToken.length).to.be.at.least(32);
    expect(statSync(join(scratch.dataDir, 'secrets.json')).mode & 0o777).to.equal(0o600);
  });

  it('makes up once what an earlier version did not have', () => {
    const file = join(scratch.dataDir, 'secrets.json');
    const { botSessionKey: _, ...earlier } = secretsOf(scratch.dataDir);
    writeFileSync(file, JSON.stringify(earlier));
    const secrets = secretsOf(scratch.dataDir);
    expect(secrets).to.deep.include(earlier);
    expect(secrets.botSessionKey.length).to.be.at.least(32);
    expect(secretsOf(scratch.dataDir)).to.deep.equal(secrets);
  });

  it('does not make up new secrets when the old ones are damaged', () => {
    writeFileSync(join(scratch.dataDir, 'secrets.json'), '{"postgresPassword":');
    expect(() => secretsOf(scratch.dataDir)).to.throw(/damaged/);
  });
});
