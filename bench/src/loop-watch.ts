import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoopPauses } from './loop-monitor.js';

const resultLimitMs = 10_000;

/** What loads the monitor of event loops into every process of a system that is launched with it. */
export function loopMonitorEnv(directory: string): Record<string, string> {
  return {
    NODE_OPTIONS: `--import ${new URL('./loop-monitor.js', import.meta.url).href}`,
    LOOP_MONITOR_DIR: directory,
  };
}

/**
 * Watches the event loop of a process that was launched with `loopMonitorEnv`.
 * @returns what ends it.
 */
export function startWatching(pid: number, directory: string): () => Promise<LoopPauses> {
  process.kill(pid, 'SIGUSR2');
  return async () => {
    process.kill(pid, 'SIGUSR2');
    const path = join(directory, `${pid}.json`);
    const deadline = performance.now() + resultLimitMs;
    for (;;) {
      const text = await readFile(path, 'utf8').catch(() => '');
      if (text !== '') {
        await rm(path);
        return JSON.parse(text) as LoopPauses;
      }
      if (performance.now() > deadline) throw new Error(`Process ${pid} does not tell of its event loop`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
}
