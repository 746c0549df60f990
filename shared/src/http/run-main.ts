import { ConfigError } from '../config/index.js';

/** Below the 30 seconds that orchestrators give a process by default. */
const stopLimitMs = 28_000;

/**
 * Runs a process until it is told to stop (SIGTERM, SIGINT): starts, then closes cleanly, once, and exits with 0.
 * A second signal, or a stop that takes longer than 28 s, ends it at once with 1; so does a start that fails, in words.
 */
export async function runMain(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  try {
    const running = await start();
    await nextSignal();
    void nextSignal().then((signal) => giveUp(`${signal} for the second time: stopping at once`));
    setTimeout(() => giveUp(`not stopped within ${stopLimitMs} ms: stopping at once`), stopLimitMs);
    await running.close();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];
    const told = (signal: NodeJS.Signals) => {
      // Those of the next wait are there before these go: without any, a signal ends the process.
      setImmediate(() => {
        for (const each of signals) process.off(each, told);
      });
      resolve(signal);
    };
    for (const each of signals) process.on(each, told);
  });
}

function giveUp(message: string): never {
  console.error(message);
  process.exit(1);
}
