import { ConfigError } from '../config/index.js';

/**
 * Runs a process until it is told to stop (SIGTERM, SIGINT): starts, then closes cleanly, once.
 * A process that cannot start says why in words and exits with 1.
 */
export async function runMain(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  try {
    const running = await start();
    await new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    await running.close();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}
