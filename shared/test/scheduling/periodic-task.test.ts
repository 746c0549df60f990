import { Writable } from 'node:stream';
import { expect } from 'chai';
import { createLogger } from '../../src/observability/index.js';
import { PeriodicTask } from '../../src/scheduling/index.js';
import { eventually } from '../../src/testing/index.js';

describe('PeriodicTask', () => {
  const lines: string[] = [];
  const log = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(line.toString());
      done();
    },
  });
  const logger = createLogger('test', 'info', log);

  it('runs again and again, one run at a time', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const task = new PeriodicTask(
      'count',
      1,
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        runs++;
      },
      logger,
    );
    task.start();
    task.start();
    await eventually('some runs', () => runs > 5);
    await task.stop();
    expect(most).to.equal(1);
  });

  it('goes on after a run that failed, and logs it', async () => {
    let runs = 0;
    const work = async () => {
      if (++runs === 1) throw new Error('no luck');
    };
    const task = new PeriodicTask('unlucky', 1, work, logger);
    task.start();
    await eventually('another run', () => runs > 1);
    await task.stop();
    expect(lines.filter((line) => line.includes('no luck') && line.includes('unlucky'))).to.have.lengthOf(1);
  });

  it('stops when the run under way has ended, also in the middle of a long pause', async () => {
    let finish = () => {};
    let runs = 0;
    const work = () =>
      new Promise<void>((resolve) => {
        finish = () => {
          runs++;
          resolve();
        };
      });
    const task = new PeriodicTask('slow', 3_600_000, work, logger);
    task.start();
    const stopped = task.stop().then(() => runs);
    finish();
    expect(await stopped).to.equal(1);
    const paused = new PeriodicTask('paused', 3_600_000, async () => {}, logger);
    paused.start();
    await paused.stop();
  });
});
