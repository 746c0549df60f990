import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@coincast/shared/http';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import type { ReadRequest } from '../../src/reader/reader-messages.js';
import { ReaderPool, type ReaderPoolOptions } from '../../src/reader/reader-pool.js';
import { UploadDir } from '../upload-dir.js';

const limits = { maxRows: 1e7, maxColumns: 1_000, maxRowBytes: 1e9, maxNesting: 64, maxInflatedBytes: 1e9 };
const contents = {
  little: 'ts,y\n2024-01-01,1\n',
  /** Takes a second or more. */
  much: `ts,y\n${'2024-01-01T00:00:00Z,12.5\n'.repeat(1_500_000)}`,
  /** Takes some hundred megabytes. */
  heavy: `[${'{"ts":"2024-01-01","y":1},'.repeat(1_000_000)}0]`,
};

describe('the pool of reader processes', function () {
  this.timeout(60_000);
  let uploads: UploadDir;
  let pool: ReaderPool;
  let tasks = 0;
  before(async () => {
    uploads = await UploadDir.make();
    for (const [name, content] of Object.entries(contents)) await writeFile(join(uploads.path, name), content);
  });
  after(() => uploads.remove());
  afterEach(() => pool.close());

  const open = (options: Partial<ReaderPoolOptions> = {}) => {
    pool = new ReaderPool({
      size: 1,
      timeoutMs: 30_000,
      memoryMb: 512,
      maxWaiting: 10,
      maxWaitMs: 30_000,
      idleMs: 30_000,
      maxKeptRssBytes: 1e9,
      ...options,
    });
  };
  const task = (content: keyof typeof contents): ReadRequest => ({
    task: { kind: 'file', from: { path: join(uploads.path, content) }, options: {} },
    limits,
    columnsPath: join(uploads.path, `columns-${tasks++}`),
  });
  const read = async (content: keyof typeof contents) => {
    const outcome = await pool.read(task(content));
    return outcome.kind === 'reply' ? outcome.reply.kind : outcome.kind;
  };
  const isGone = (pid: number) => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  };

  it('kills what takes too long, and reads on', async () => {
    open({ timeoutMs: 300 });
    expect(await Promise.all([read('much'), read('little')])).to.deep.equal(['timeout', 'read']);
    expect(await read('little')).to.equal('read');
  });

  it('kills what takes too much memory, and reads on', async () => {
    open({ memoryMb: 100 });
    expect(await Promise.all([read('heavy'), read('little')])).to.deep.equal(['memory', 'read']);
    expect(await read('little')).to.equal('read');
  });

  it('loses nothing but its task when a process is killed from outside', async () => {
    open();
    const reading = read('much');
    const [pid = 0] = await eventually('a process', () => pool.pids.length > 0 && pool.pids);
    await eventually('it reads', () => pool.busy > 0);
    process.kill(pid, 'SIGKILL');
    expect(await reading).to.equal('memory');
    expect(await read('little')).to.equal('read');
    const [idle = 0] = pool.pids;
    process.kill(idle, 'SIGKILL');
    await eventually('it is gone', () => isGone(idle));
    expect(await read('little')).to.equal('read');
  });

  it('refuses what would wait in too long a queue', async () => {
    open({ maxWaiting: 1 });
    const [one, two] = [read('little'), read('little')];
    const refusal = await read('little').catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Problem).and.to.include({ code: 'unavailable' });
    expect((refusal as Problem).extras.retryAfterSeconds).to.be.above(0);
    expect(await Promise.all([one, two])).to.deep.equal(['read', 'read']);
  });

  it('refuses what has waited too long', async () => {
    open({ maxWaitMs: 20 });
    const one = read('much');
    const refusal = await read('little').catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Problem).and.to.include({ code: 'unavailable' });
    expect(await one).to.equal('read');
  });

  it('reads with as many processes as it may, and ends them when there is nothing to read', async () => {
    open({ size: 2, idleMs: 50 });
    const reads = [0, 1, 2, 3].map(() => read('little'));
    await eventually('two processes', () => pool.pids.length === 2);
    expect(await Promise.all(reads)).to.deep.equal(Array(4).fill('read'));
    await eventually('none', () => pool.pids.length === 0);
    expect(await read('little')).to.equal('read');
  });

  it('ends a process that has grown large', async () => {
    open({ maxKeptRssBytes: 1 });
    expect(await read('little')).to.equal('read');
    await eventually('none', () => pool.pids.length === 0);
  });

  it('ends all with itself, and refuses from then on', async () => {
    open({ size: 2 });
    const reads = [read('much'), read('much')];
    const pids = await eventually('two processes', () => pool.pids.length === 2 && pool.pids);
    await eventually('they read', () => pool.busy === 2);
    await pool.close();
    expect(await Promise.all(reads)).to.deep.equal(['ended', 'ended']);
    expect(pids.map(isGone)).to.deep.equal([true, true]);
    expect(await read('little').catch((error: unknown) => error)).to.be.instanceOf(Problem);
  });

  it('has processes that die with the service, also while they read', async () => {
    open();
    const options = { size: 2, timeoutMs: 60_000, memoryMb: 512, maxWaiting: 9, maxWaitMs: 9e4, idleMs: 9e4 };
    const script = `
      const { ReaderPool } = await import(${JSON.stringify(import.meta.resolve('../../src/reader/reader-pool.js'))});
      const pool = new ReaderPool(${JSON.stringify({ ...options, maxKeptRssBytes: 1e9 })});
      const [once, long, short] = ${JSON.stringify([task('little'), task('much'), task('little')])};
      await pool.read(once);
      void pool.read(long);
      void pool.read(short).then(() => console.log(JSON.stringify(pool.pids)));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = await once(parent.stdout, 'data');
    const pids: number[] = JSON.parse(String(printed));
    expect(pids).to.have.lengthOf(2);
    parent.kill('SIGKILL');
    await eventually('both readers are gone', () => pids.every(isGone), 5_000);
  });
});
