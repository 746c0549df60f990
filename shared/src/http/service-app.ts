import type { AddressInfo } from 'node:net';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { CommonConfig } from '../config/index.js';
import type { Logger, Observability } from '../observability/index.js';
import { FastExpressAdapter } from './express-server.js';
import { HttpMetrics, routeOfExpress } from './http-metrics.js';
import { traceRequests } from './http-tracing.js';
import { ListeningServer } from './listening-server.js';
import { ProblemFilter } from './problem.filter.js';
import { requestLog } from './request-log.js';

/** A service that answers on an address until it is closed. */
export interface RunningService {
  /** `http://127.0.0.1:41234` */
  url: string;
  /** The Express handler, for a gateway in the same process. */
  handler: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void;
  /**
   * Says by its readiness that it stops and waits `SHUTDOWN_DELAY_MS`, takes no more work, finishes what is under way,
   * lets go of everything.
   */
  close(): Promise<void>;
}

/** What it is given of `Observability` is closed with the service. */
export interface ServiceAppOptions extends Omit<Observability, 'tracing'>, Partial<Pick<Observability, 'tracing'>> {
  config: Pick<CommonConfig, 'HOST' | 'PORT' | 'SHUTDOWN_DELAY_MS'>;
  /** Largest JSON body, in bytes. Without it JSON is not parsed: routes that take it read it themselves. */
  bodyLimitBytes?: number;
  /** Whether to believe the X-Forwarded-For of the `hop`-th peer, counted from 0 at the socket. Default: of none. */
  trustProxy?: (address: string, hop: number) => boolean;
}

/** At the end: how long answers that are under way may take. */
const graceMs = 10_000;

/** Starts a Nest service the way all ours start. */
export async function startServiceApp(
  module: Type | DynamicModule,
  { logger, registry, tracing, config, bodyLimitBytes, trustProxy }: ServiceAppOptions,
): Promise<RunningService> {
  const app = await NestFactory.create<NestExpressApplication>(module, new FastExpressAdapter(), {
    logger: nestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(new HttpMetrics(registry).middleware(routeOfExpress));
  if (tracing) app.use(traceRequests(tracing, routeOfExpress));
  app.use(requestLog(logger));
  if (trustProxy) app.set('trust proxy', trustProxy);
  if (bodyLimitBytes !== undefined) app.useBodyParser('json', { limit: bodyLimitBytes });
  app.useBodyParser('urlencoded', { limit: 16 * 1024, extended: false });
  app.useGlobalFilters(new ProblemFilter(logger));
  // Longer than a client of ours keeps an idle connection: it never writes to one that is being closed.
  app.getHttpServer().keepAliveTimeout = 75_000;
  await app.listen(config.PORT, config.HOST);
  const address = app.getHttpServer().address() as AddressInfo;
  const server = new ListeningServer(app.getHttpServer(), { drainDelayMs: config.SHUTDOWN_DELAY_MS, graceMs });
  return {
    url: `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${address.port}`,
    handler: app.getHttpAdapter().getInstance(),
    close: async () => {
      await server.drain();
      // Requests first: what they commit is still sent, and theirs are the connections to the database.
      await server.close();
      await app.close();
      await tracing?.close();
    },
  };
}

/** Nest's own lines as ours; its start-up chatter only at debug level. */
function nestLogger(logger: Logger): LoggerService {
  return {
    log: (message, context) => logger.debug({ context }, String(message)),
    error: (message, stack, context) => logger.error({ context, stack }, String(message)),
    warn: (message, context) => logger.warn({ context }, String(message)),
  };
}
