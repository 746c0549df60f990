import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Long enough that the collector's pauses and the compiler's work average out. */
const leastSeconds = 2;

/** Series a second on one core, each fitted and continued; the median of three passes after one to warm up. */
export function seriesPerSecond<Task>(tasks: readonly Task[], work: (task: Task) => void): number {
  for (const task of tasks) work(task);
  const passes = [0, 1, 2].map(() => {
    let done = 0;
    const started = process.hrtime.bigint();
    let seconds = 0;
    while (seconds < leastSeconds) {
      for (const task of tasks) work(task);
      done += tasks.length;
      seconds = Number(process.hrtime.bigint() - started) / 1e9;
    }
    return done / seconds;
  });
  return passes.sort((a, b) => a - b)[1] ?? 0;
}

export interface LongRun {
  seconds: number;
  /** The process' largest resident set. */
  peakBytes: number;
}

/** A long series by `Auto`, in a process of its own. */
export function longRun(points: number, horizon: number): Promise<LongRun> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./long-series.js', import.meta.url)), [String(points), String(horizon)]);
    child.once('message', (message) => resolve(message as LongRun));
    child.once('error', reject);
    child.once('exit', (status) => {
      if (status !== 0) reject(new Error(`The long series ended with ${status}`));
    });
  });
}
