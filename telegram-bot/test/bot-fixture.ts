import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobFinished } from '@coincast/shared/contracts';
import { jobFinished } from '@coincast/shared/contracts';
import type { RunningService } from '@coincast/shared/http';
import { createInProcessBroker, openPublisher, serializeEvent } from '@coincast/shared/messaging';
import type { ConversationFactory, ConversationParts } from '@coincast/telegram-bot/conversation/conversation';
import { startTelegramBot } from '@coincast/telegram-bot/service';
import { openStore } from '@coincast/telegram-bot/store/open-store';
import { html } from '@coincast/telegram-bot/telegram/html';
import type { BotUpdate } from '@coincast/telegram-bot/updates/update';
import { keptLog } from './kept-log.js';
import { type RecordedCall, TelegramServer } from './telegram/telegram-server.js';

export const textFrom = (update_id: number, chatId: number, text: string) => ({
  update_id,
  message: { message_id: update_id, date: 1, chat: { id: chatId, type: 'private' }, from: { id: chatId }, text },
});

/** A bot whose conversation repeats what it is told, but for spam, before a Telegram of its own. */
export class BotBench {
  readonly log = keptLog();
  readonly handled: BotUpdate[] = [];
  readonly finished: number[] = [];
  resumed = 0;
  /** What the conversation does besides. */
  onUpdate: (update: BotUpdate) => Promise<void> = async () => undefined;
  onResume: () => Promise<void> = async () => undefined;
  parts: ConversationParts | undefined;
  private readonly broker = createInProcessBroker();
  private readonly running = new Set<RunningService>();

  private constructor(
    readonly telegram: TelegramServer,
    private readonly directory: string,
  ) {}

  static async open(): Promise<BotBench> {
    return new BotBench(await TelegramServer.start({ webhookRetryMs: 5 }), await mkdtemp(join(tmpdir(), 'bot-')));
  }

  /** What messages said that were handled, in the order of that. */
  get texts(): (string | undefined)[] {
    return this.handled.map((update) => (update.kind === 'message' ? update.text : undefined));
  }

  callsOf(method: string): RecordedCall[] {
    return this.telegram.calls.filter((call) => call.method === method);
  }

  async start(env: Record<string, string> = {}): Promise<RunningService> {
    const settings = {
      TG_BOT_TOKEN: this.telegram.token,
      TG_API_ROOT: this.telegram.url,
      ...this.memory,
      API_BASE: 'http://127.0.0.1:1',
      BROKER: 'in-process',
      ...env,
    };
    const options = { conversation: this.converse, logger: this.log.logger, broker: this.broker };
    const bot = await startTelegramBot(settings, options);
    this.running.add(bot);
    const { TG_WEBHOOK_URL: webhook } = env;
    if (webhook) this.telegram.proxy(new URL(webhook).origin, bot.url);
    return bot;
  }

  /** Updates that a process has noted, and died before it has handled them. */
  async leftBehind(updates: readonly { update_id: number }[]): Promise<void> {
    const store = await openStore(this.memory, this.log.logger);
    for (const raw of updates) await store.set(`update:${raw.update_id}`, { raw, attempts: 1 });
    await store.close();
  }

  async stop(bot: RunningService): Promise<void> {
    this.running.delete(bot);
    await bot.close();
  }

  async tellFinished(data: JobFinished): Promise<void> {
    const publisher = openPublisher({
      service: 'test',
      config: { BROKER: 'in-process' },
      broker: this.broker,
      logger: this.log.logger,
    });
    await publisher.publish([serializeEvent(jobFinished, data, { source: '/test', subject: data.job_id })]);
    await publisher.close();
  }

  async close(): Promise<void> {
    for (const bot of this.running) await bot.close();
    await this.telegram.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private get memory() {
    return { BOT_SESSION_KEY: 'k'.repeat(40), BOT_DATA_DIR: this.directory };
  }

  private readonly converse: ConversationFactory = async (parts) => {
    this.parts = parts;
    return {
      handle: async (update) => {
        await this.onUpdate(update);
        this.handled.push(update);
        // Answers keep the pace of a chat, which spam would have to wait for.
        if (update.kind === 'message' && update.text !== 'spam')
          await parts.messenger.sendText(update.chatId, html`${update.text}`);
      },
      jobFinished: async ({ data }) => void this.finished.push(data.job_id),
      resume: async () => {
        this.resumed += 1;
        await this.onResume();
      },
    };
  };
}
