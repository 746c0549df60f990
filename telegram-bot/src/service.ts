import { loadConfig } from '@coincast/shared/config';
import { jobFinished } from '@coincast/shared/contracts';
import { GatewayClient } from '@coincast/shared/gateway-client';
import type { RunningService } from '@coincast/shared/http';
import { type InProcessBroker, listen, on } from '@coincast/shared/messaging';
import { type GivenObservability, type Logger, openObservability } from '@coincast/shared/observability';
import { botHandler, startBotServer } from './bot-server.js';
import { type TelegramBotConfig, telegramBotConfigSchema } from './config.js';
import { ChatConversation } from './conversation/chat-conversation.js';
import type { Conversation, ConversationFactory } from './conversation/conversation.js';
import { retryUntilDone } from './retry-until-done.js';
import { openStore } from './store/open-store.js';
import type { Store } from './store/store.js';
import { BotApi } from './telegram/bot-api.js';
import { FileDownload } from './telegram/file-download.js';
import { Messenger } from './telegram/messenger.js';
import { ChatQueues } from './updates/chat-queues.js';
import { Inbox } from './updates/inbox.js';
import { Polling } from './updates/polling.js';
import type { UpdateSource } from './updates/update-source.js';
import { Webhook } from './updates/webhook.js';

/** Polling hears of Telegram every half minute, the webhook's check too. */
const telegramAnswersWithinMs = 90_000;
/** At the end: for the updates that are taken in, then for what is still to be sent. */
const drainMs = 10_000;
const sendMs = 5_000;

export interface TelegramBotOptions extends GivenObservability {
  /** Default: the whole service from a chat. */
  conversation?: ConversationFactory;
  /** The broker of this process; see `BrokerLinkOptions`. */
  broker?: InProcessBroker;
}

/**
 * Starts the bot, whether Telegram, the API and the broker can be reached or not: it goes on as soon as they can.
 * @throws ConfigError when the environment is wrong, EADDRINUSE when the port is taken.
 */
export async function startTelegramBot(
  env: Record<string, string | undefined>,
  { conversation: converse = ChatConversation.open, broker, ...given }: TelegramBotOptions = {},
): Promise<RunningService> {
  const config = loadConfig('telegram-bot', telegramBotConfigSchema, env);
  const { logger, registry, tracing } = await openObservability('telegram-bot', config, given);
  const store = await openStore(config, logger);
  const outside = openConnections(config, logger);
  const { botApi, api, messenger } = outside;
  const closing = new AbortController();
  const { signal } = closing;
  try {
    const conversation = await converse({ config, store, api, messenger, logger });
    const queues = new ChatQueues({ logger });
    const inbox = openInbox(conversation, { store, queues, logger });
    const receive = (updates: readonly unknown[]) => inbox.receive(updates);
    const webhook = webhookOf(config, { botApi, logger, receive });
    const source = webhook ?? pollingOf(config, { botApi, store, logger, receive });
    const listener = await listen({
      service: 'telegram-bot',
      config,
      broker,
      logger,
      registry,
      tracing,
      queue: 'telegram-bot.job.finished',
      reactions: [on(jobFinished, (event) => conversation.jobFinished(event))],
    });
    const handler = botHandler({
      checks: () => ({ telegram: botApi.hasAnsweredWithin(telegramAnswersWithinMs), broker: listener.consuming }),
      registry,
      tracing,
      logger,
      webhook,
    });
    const address = { host: config.HOST, port: config.PORT, drainDelayMs: config.SHUTDOWN_DELAY_MS };
    const server = await startBotServer(handler, address).catch(async (error) => {
      await listener.close();
      throw error;
    });
    const resuming = resume(inbox, conversation, { source, signal, logger });
    logger.info({ port: server.port, updates: webhook ? 'webhook' : 'polling' }, 'telegram-bot listens');
    return {
      url: `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${server.port}`,
      handler,
      close: async () => {
        await server.drain();
        await Promise.all([source.stop(), server.close()]);
        const lastEvents = listener.close();
        await queues.drain(drainMs);
        closing.abort();
        await messenger.close(sendMs);
        await Promise.all([lastEvents, resuming]);
        await conversation.close?.();
        await outside.close();
        await store.close();
        await tracing?.close();
      },
    };
  } catch (error) {
    closing.abort();
    await messenger.close(0);
    await outside.close();
    await store.close();
    throw error;
  }
}

function openConnections(config: TelegramBotConfig, logger: Logger) {
  const { TG_BOT_TOKEN: token, TG_API_ROOT: root } = config;
  const botApi = new BotApi({ token, root });
  const download = new FileDownload(root, token);
  const api = new GatewayClient({
    base: config.API_BASE,
    timeoutMs: config.API_TIMEOUT_MS,
    fileTimeoutMs: config.API_FILE_TIMEOUT_MS,
    ...(config.WEB_TOKEN ? { webToken: config.WEB_TOKEN } : {}),
  });
  return {
    botApi,
    api,
    messenger: new Messenger({ api: botApi, download, logger }),
    close: async () => {
      await Promise.all([api.close(), download.close()]);
      botApi.close();
    },
  };
}

interface InboxParts {
  store: Store;
  queues: ChatQueues;
  logger: Logger;
}

function openInbox(conversation: Conversation, parts: InboxParts): Inbox {
  return new Inbox({
    ...parts,
    handle: (update) => conversation.handle(update),
    flooded: async (update) => conversation.flooded?.(update),
  });
}

interface SourceParts {
  botApi: BotApi;
  logger: Logger;
  receive: (updates: readonly unknown[]) => Promise<void>;
}

function webhookOf(config: TelegramBotConfig, { botApi: api, ...parts }: SourceParts): Webhook | undefined {
  const { TG_WEBHOOK_URL: url, TG_WEBHOOK_SECRET: secret } = config;
  return url ? new Webhook({ api, url, secret, ...parts }) : undefined;
}

function pollingOf(config: TelegramBotConfig, { botApi: api, ...parts }: SourceParts & { store: Store }): Polling {
  return new Polling({ api, botId: config.TG_BOT_TOKEN.split(':', 1)[0] ?? '', ...parts });
}

interface ResumeParts {
  source: UpdateSource;
  signal: AbortSignal;
  logger: Logger;
}

/** What was left open when the last process ended. New updates come after the old ones, and wait at Telegram till then. */
async function resume(inbox: Inbox, conversation: Conversation, { source, ...retry }: ResumeParts): Promise<void> {
  const updates = async () => {
    await retryUntilDone(() => inbox.resume(), { name: 'taking up old updates', ...retry });
    if (!retry.signal.aborted) source.start();
  };
  const rest = retryUntilDone(() => conversation.resume(), { name: 'taking up what was left open', ...retry });
  await Promise.all([updates(), rest]);
}
