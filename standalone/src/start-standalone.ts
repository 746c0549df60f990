import { startAuthService } from '@coincast/auth-service/service';
import { startBillingService } from '@coincast/billing-service/service';
import { startGateway } from '@coincast/gateway/service';
import { startInferenceWorker } from '@coincast/inference-worker/service';
import { startPredictionService } from '@coincast/prediction-service/service';
import type { RunningService } from '@coincast/shared/http';
import { createInProcessBroker } from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import { prepareDatabase } from './database.js';
import { type Environment, loopbackPorts, type ServiceName, serviceEnvironments } from './environment.js';
import { type LaunchContext, openLaunch } from './launch-context.js';
import { providePostgres } from './parts/backing-services.js';
import type { RunningSystem } from './run-system.js';

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
  const context = await openLaunch(env, console);
  whenOpened(context.kill);
  const services: RunningService[] = [];
  const close = async () => {
    // The gateway was started last and takes no more requests first.
    for (const service of services.reverse()) await service.close();
    await context.close();
  };
  try {
    const adminUrl = await providePostgres({ ...context });
    const gateway = await startServices(adminUrl, env, context, services);
    return { url: gateway.url, logFile: context.logFile, close };
  } catch (error) {
    context.logger.fatal({ err: error }, 'Coincast did not start');
    await close();
    throw error;
  }
}

async function startServices(
  adminUrl: string,
  env: Environment,
  { config, secrets, log, logger }: LaunchContext,
  started: RunningService[],
): Promise<RunningService> {
  const database = await prepareDatabase({ adminUrl, database: config.POSTGRES_DB, secrets, logger });
  const environments = serviceEnvironments(
    { ports: await loopbackPorts(config.PORT), host: config.HOST, database, internalToken: secrets.internalToken },
    env,
  );
  const broker = createInProcessBroker();
  const partsOf = (service: ServiceName) => ({
    broker,
    logger: createLogger(service, config.LOG_LEVEL, log.destination(service)),
  });
  const remember = async (starting: Promise<RunningService>) => {
    const service = await starting;
    started.push(service);
    return service;
  };

  const auth = await remember(startAuthService(environments['auth-service'], partsOf('auth-service')));
  const billing = await remember(startBillingService(environments['billing-service'], partsOf('billing-service')));
  const prediction = await remember(
    startPredictionService(environments['prediction-service'], partsOf('prediction-service')),
  );
  await remember(startInferenceWorker(environments['inference-worker'], partsOf('inference-worker')));
  return remember(
    startGateway(environments.gateway, {
      upstreams: { auth: auth.handler, billing: billing.handler, prediction: prediction.handler },
      logger: partsOf('gateway').logger,
    }),
  );
}
