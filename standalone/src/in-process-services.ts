import { join } from 'node:path';
import { startAuthService } from '@coincast/auth-service/service';
import { startBillingService } from '@coincast/billing-service/service';
import { startGateway } from '@coincast/gateway/service';
import { startInferenceWorker } from '@coincast/inference-worker/service';
import { startPredictionService } from '@coincast/prediction-service/service';
import type { RunningService } from '@coincast/shared/http';
import { createInProcessBroker } from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import { startTelegramBot } from '@coincast/telegram-bot/service';
import { startWebUi } from '@coincast/web-ui/service';
import { prepareDatabase } from './database.js';
import { type Environment, hasBot, loopbackPorts, type ServiceName, serviceEnvironments } from './environment.js';
import type { LaunchContext } from './launch-context.js';
import { ProcessMetrics } from './process-metrics.js';
import { telegramBotName } from './telegram-bot-name.js';

/** What runs until it is closed. */
export type RunningPart = Pick<RunningService, 'close'>;

interface StartedServices {
  gateway: RunningService;
  /** As far as it is known; see `telegramBotName`. */
  botName: string | undefined;
}

/**
 * Starts all services in this process, on one in-process broker.
 * @param started receives each part as soon as it runs, also when a later one fails.
 */
export async function startServices(
  adminUrl: string,
  env: Environment,
  { config, dataDir, secrets, log, logger }: LaunchContext,
  started: RunningPart[],
): Promise<StartedServices> {
  const [database, botName] = await Promise.all([
    prepareDatabase({ adminUrl, database: config.POSTGRES_DB, secrets, logger }),
    telegramBotName(env, logger),
  ]);
  const environments = serviceEnvironments(
    {
      ports: await loopbackPorts(config.PORT, config.TG_WEBHOOK_PORT),
      host: config.HOST,
      database,
      internalToken: secrets.internalToken,
      uploadDir: join(dataDir, 'uploads'),
      draftDir: join(dataDir, 'drafts'),
      botSessionKey: secrets.botSessionKey,
      botDataDir: join(dataDir, 'telegram-bot'),
      botName,
    },
    env,
  );
  const broker = createInProcessBroker();
  const metrics = new ProcessMetrics();
  const partsOf = (service: ServiceName) => ({
    broker,
    registry: metrics.registryOf(service),
    logger: createLogger(service, config.LOG_LEVEL, log.destination(service)),
  });
  if (config.METRICS_PORT !== undefined) started.push(await metrics.serve(config.HOST, config.METRICS_PORT));
  const remember = async (starting: Promise<RunningService>) => {
    const service = await starting;
    started.push(service);
    return service;
  };

  // Who is asked starts before those who ask: what waits in an outbox finds its queue.
  await remember(startInferenceWorker(environments['inference-worker'], partsOf('inference-worker')));
  const billing = await remember(startBillingService(environments['billing-service'], partsOf('billing-service')));
  const prediction = await remember(
    startPredictionService(environments['prediction-service'], partsOf('prediction-service')),
  );
  const auth = await remember(startAuthService(environments['auth-service'], partsOf('auth-service')));
  const web = await remember(startWebUi(environments['web-ui'], partsOf('web-ui')));
  const gateway = await remember(
    startGateway(environments.gateway, {
      upstreams: { auth: auth.handler, billing: billing.handler, prediction: prediction.handler, web: web.handler },
      ...partsOf('gateway'),
    }),
  );
  // Last, and so the first to stop: what it does for its chats it does through the gateway.
  if (hasBot(env)) await remember(startTelegramBot(environments['telegram-bot'], partsOf('telegram-bot')));
  return { gateway, botName };
}
