import { readFileSync } from 'node:fs';
import { eventually } from '@coincast/shared/testing';
import { startChild } from '@coincast/standalone/child';
import { identify } from '@coincast/standalone/process-identity';
import { type Part, Supervisor } from '@coincast/standalone/supervisor';
import { expect } from 'chai';
import { makeScratch } from './scratch.js';

const living = 'setInterval(() => undefined, 1000)';

describe('Supervisor', () => {
  const scratch = makeScratch();
  const stops: string[] = [];
  let supervisor: Supervisor;

  beforeEach(() => {
    stops.length = 0;
    supervisor = new Supervisor(scratch.logger, { firstMs: 20, maxMs: 80, forgivenAfterMs: 10_000 });
  });

  afterEach(() => supervisor.killAll());
  after(() => scratch.remove());

  /** A part that is a small script; `starts` notes when it was started. */
  function part(name: string, script: string, starts: number[] = []): Part {
    return {
      name,
      start: async () => {
        starts.push(Date.now());
        const args = ['-e', script];
        const child = await startChild({ name, command: process.execPath, args, env: {}, log: scratch.log });
        const stop = async () => {
          stops.push(name);
          await child.stop('SIGTERM', 5_000);
        };
        return { pid: child.pid, exited: child.exited, stop };
      },
    };
  }

  it('starts again what was killed', async () => {
    await supervisor.start(part('victim', living));
    const { victim } = supervisor.pids();
    supervisor.kill('victim', 'SIGKILL');
    await eventually('another process runs', () => {
      const now = supervisor.pids()['victim'];
      return now !== undefined && now !== victim;
    });
    expect(readFileSync(scratch.log.file, 'utf8')).to.match(/victim ended by itself \(signal SIGKILL\)/);
  });

  it('waits twice as long before each further start of what keeps dying', async () => {
    const starts: number[] = [];
    await supervisor.start(part('loop', 'process.exit(3)', starts));
    await eventually('it was started five times', () => starts.length >= 5);
    const pauses = starts.slice(1, 5).map((time, i) => time - (starts[i] ?? 0));
    for (const [i, least] of [20, 40, 80, 80].entries()) expect(pauses[i], `pause ${i}`).to.be.at.least(least - 2);
  });

  it('tries again, after a pause, when a restart fails', async () => {
    let tries = 0;
    const healthy = part('phoenix', living);
    await supervisor.start({
      name: 'phoenix',
      start: () => {
        tries += 1;
        return tries === 2 || tries === 3 ? Promise.reject(new Error('not yet')) : healthy.start();
      },
    });
    supervisor.kill('phoenix', 'SIGKILL');
    await eventually('it runs again', () => tries === 4 && supervisor.pids()['phoenix']);
  });

  it('rejects, and does not try again, when the first start fails', async () => {
    const failure = new Error('no such program');
    const started = supervisor.start({ name: 'hopeless', start: () => Promise.reject(failure) });
    expect(await started.catch((error: unknown) => error)).to.equal(failure);
    expect(supervisor.pids()).to.deep.equal({});
  });

  it('stops everything, the last started first, and starts nothing again', async () => {
    for (const name of ['database', 'service', 'edge']) await supervisor.start(part(name, living));
    const pids = Object.values(supervisor.pids());
    await supervisor.stop();
    expect(stops).to.deep.equal(['edge', 'service', 'database']);
    expect(pids.filter((pid) => identify(pid))).to.deep.equal([]);
    expect(supervisor.pids()).to.deep.equal({});
    expect(await supervisor.start(part('late', living)).catch((error: Error) => error.message)).to.match(/not started/);
  });

  it('stops at once although a part waits for its next start', async () => {
    const patient = new Supervisor(scratch.logger, { firstMs: 60_000 });
    await patient.start(part('gone', 'process.exit(0)'));
    await eventually('it has ended', () => patient.pids()['gone'] === undefined);
    await patient.stop();
  });

  it('kills what ignores the request to stop', async () => {
    const stubborn = `process.on('SIGTERM', () => undefined); console.error('deaf'); ${living}`;
    const child = await startChild({
      name: 'stubborn',
      command: process.execPath,
      args: ['-e', stubborn],
      env: {},
      log: scratch.log,
    });
    await eventually('it ignores signals', () => child.lastWords() === 'deaf');
    await child.stop('SIGTERM', 50);
    expect(await child.exited).to.equal('signal SIGKILL');
  });

  it('kills all at once', async () => {
    for (const name of ['one', 'two']) await supervisor.start(part(name, living));
    const pids = Object.values(supervisor.pids());
    await supervisor.killAll();
    expect(pids.filter((pid) => identify(pid))).to.deep.equal([]);
    expect(stops).to.deep.equal([]);
  });
});
