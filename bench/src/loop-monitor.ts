import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Loaded into a service's process (NODE_OPTIONS=--import) to watch its event loop. SIGUSR2 begins, SIGUSR2 again ends and
// writes what was seen to LOOP_MONITOR_DIR/<pid>.json. Until then it does nothing.

/** What was seen of an event loop. */
export interface LoopPauses {
  /** The longest time that the loop was kept from its next turn by its own thread's work. */
  longestWorkMs: number;
  /** The longest time between two turns, waiting for a processor included. */
  longestMs: number;
}

const everyMs = 2;
const directory = process.env['LOOP_MONITOR_DIR'];

if (directory !== undefined) {
  let end: (() => LoopPauses) | undefined;
  process.on('SIGUSR2', () => {
    if (!end) {
      end = watch();
      return;
    }
    writeFileSync(join(directory, `${process.pid}.json`), JSON.stringify(end()));
    end = undefined;
  });
}

function watch(): () => LoopPauses {
  const pauses: LoopPauses = { longestWorkMs: 0, longestMs: 0 };
  let last = { atMs: performance.now(), workMs: workMs() };
  const timer = setInterval(() => {
    const now = { atMs: performance.now(), workMs: workMs() };
    pauses.longestMs = Math.max(pauses.longestMs, now.atMs - last.atMs);
    pauses.longestWorkMs = Math.max(pauses.longestWorkMs, now.workMs - last.workMs);
    last = now;
  }, everyMs);
  return () => {
    clearInterval(timer);
    return pauses;
  };
}

/** What the main thread has had of the processor so far; where the system does not tell, all the time that passed. */
function workMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
