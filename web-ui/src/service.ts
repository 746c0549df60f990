import type { IncomingMessage } from 'node:http';
import { loadConfig } from '@coincast/shared/config';
import { GatewayClient } from '@coincast/shared/gateway-client';
import type { RunningService } from '@coincast/shared/http';
import type { InProcessBroker } from '@coincast/shared/messaging';
import { type GivenObservability, openObservability } from '@coincast/shared/observability';
import { createApp } from './app.js';
import { AssetStore } from './assets/asset-store.js';
import { webUiConfigSchema } from './config.js';
import { openDrafts } from './drafts/open-drafts.js';
import { startWebServer } from './http/web-server.js';
import { listenForChanges } from './live/live-events.js';
import { LiveHub } from './live/live-hub.js';

/** Shorter than proxies take an idle connection for a dead one. */
const keepaliveMs = 20_000;

export interface WebUiOptions extends GivenObservability {
  /** The broker of this process; see `BrokerLinkOptions`. */
  broker?: InProcessBroker;
  /** The clock that files wait by. */
  now?: () => number;
}

/**
 * Starts the cabinet.
 * @throws ConfigError when the environment is wrong, EADDRINUSE when the port is taken.
 */
export async function startWebUi(
  env: Record<string, string | undefined>,
  { broker, now = Date.now, ...given }: WebUiOptions = {},
): Promise<RunningService> {
  const config = loadConfig('web-ui', webUiConfigSchema, env);
  const { logger, registry, tracing } = await openObservability('web-ui', config, given);
  const assets = await AssetStore.load();
  const api = new GatewayClient({
    base: config.API_BASE,
    timeoutMs: config.API_TIMEOUT_MS,
    fileTimeoutMs: config.API_FILE_TIMEOUT_MS,
    ...(config.WEB_TOKEN ? { webToken: config.WEB_TOKEN } : {}),
  });
  const { drafts, arrivals, close: closeDrafts } = await openDrafts(config, { logger, now });
  const close = async () => {
    await api.close();
    await closeDrafts();
    await tracing?.close();
  };
  // Whoever hands a request over in this process is the gateway: its forwarding headers need no proof of address.
  const handedOver = new WeakSet<IncomingMessage>();
  const hub = new LiveHub({ maxConnections: config.LIVE_CONNECTIONS });
  const app = createApp({
    registry,
    tracing,
    trustProxy: config.TRUST_PROXY,
    isHandedOver: (request) => handedOver.has(request),
    api,
    assets,
    hub,
    telegramBot: config.TG_BOT_NAME,
    logger,
    drafts,
    arrivals,
    maxUploadBytes: config.MAX_UPLOAD_BYTES,
  });
  try {
    const server = await startWebServer(app, {
      host: config.HOST,
      port: config.PORT,
      drainDelayMs: config.SHUTDOWN_DELAY_MS,
    });
    const listener = await listenForChanges(hub, { config, broker, logger, registry, tracing });
    const keepalive = setInterval(() => hub.beat(), keepaliveMs);
    logger.info({ port: server.port }, 'web-ui listens');
    return {
      url: `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${server.port}`,
      handler: (request, response) => {
        handedOver.add(request);
        app(request, response);
      },
      close: async () => {
        await server.drain();
        // First: these would never end by themselves.
        hub.close();
        clearInterval(keepalive);
        await Promise.all([server.close(), listener.close()]);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
