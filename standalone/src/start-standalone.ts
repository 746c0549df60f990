import { setFlagsFromString } from 'node:v8';
import type { Environment } from './environment.js';
import type { RunningPart } from './in-process-services.js';
import { openLaunch } from './launch-context.js';
import { providePostgres } from './parts/backing-services.js';
import type { RunningSystem } from './run-system.js';
import { isPlain } from './start-errors.js';
import { telegramBotLine } from './telegram-bot-name.js';

/**
 * Starts the whole system in this process, on an in-process broker and an embedded Postgres.
 * @param env `PORT`, `DATA_DIR` and the services' settings.
 * @param whenOpened is given what kills the system at once, as soon as there is something to kill.
 */
export async function startStandalone(
  env: Environment,
  whenOpened: (kill: () => Promise<void>) => void = () => undefined,
  console?: NodeJS.WritableStream,
): Promise<RunningSystem> {
  // On one machine memory is shared with the database and others: collect when the heap has grown by half, not doubled.
  setFlagsFromString('--heap-growing-percent=50');
  const context = await openLaunch(env, console);
  whenOpened(context.kill);
  const services: RunningPart[] = [];
  const close = async () => {
    // The gateway was started last and takes no more requests first.
    for (const service of services.reverse()) await service.close();
    await context.close();
  };
  try {
    // The services' code, the bulk of the start, is loaded only now, while Postgres starts.
    const [adminUrl, { startServices }] = await Promise.all([
      providePostgres(context),
      import('./in-process-services.js'),
    ]);
    const { gateway, botName } = await startServices(adminUrl, env, context, services);
    return { url: gateway.url, logFile: context.logFile, addresses: telegramBotLine(env, botName), close };
  } catch (error) {
    if (!isPlain(error)) context.logger.fatal({ err: error }, 'Coincast did not start');
    await close();
    throw error;
  }
}
