import { isPlain } from './start-errors.js';

/** The whole system, up and answering. */
export interface RunningSystem {
  /** The gateway's. */
  url: string;
  logFile: string;
  /** Where else to look, by what it is. */
  addresses?: Record<string, string>;
  /** Finishes what is under way, stops everything in order. */
  close(): Promise<void>;
}

type Start = (whenOpened: (kill: () => Promise<void>) => void) => Promise<RunningSystem>;

/**
 * Runs the system in the foreground: prints where it is, stops it cleanly on the first Ctrl-C (or SIGTERM) and at once
 * on the second, and says in words why it cannot start.
 */
export async function runSystem(start: Start): Promise<never> {
  let kill: () => Promise<void> = async () => undefined;
  const told = stopSignal(() => void kill().finally(() => process.exit(130)));
  process.on('uncaughtException', (error) => {
    console.error(error);
    void kill().finally(() => process.exit(1));
  });
  try {
    const system = await start((killNow) => {
      kill = killNow;
    });
    announce(system);
    await told;
    console.log('\nStopping; everything under way is finished first. Press Ctrl-C again to stop at once.');
    await system.close();
    console.log('Stopped.');
    process.exit(0);
  } catch (error) {
    console.error(isPlain(error) ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}

/** Resolves on the first signal; `again` is called on each further one. */
function stopSignal(again: () => void): Promise<void> {
  let times = 0;
  return new Promise((resolve) => {
    const onSignal = () => {
      times += 1;
      if (times === 1) resolve();
      else again();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGHUP', onSignal);
  });
}

function announce({ url, logFile, addresses = {} }: RunningSystem): void {
  const shown = url.replace('127.0.0.1', 'localhost');
  const lines = { 'Coincast is ready': shown, Swagger: `${shown}/docs`, ...addresses, Log: logFile };
  console.log('');
  for (const [what, where] of Object.entries(lines)) console.log(`  ${what.padEnd(18)} ${where}`);
  console.log('\n  Press Ctrl-C to stop.\n');
}
