import { randomBytes } from 'node:crypto';
import { BotApi, type RecordedCall } from './bot-api.js';
import { Chat } from './chat.js';
import type { Command } from './commands.js';
import { type ActiveFault, type Fault, Faults } from './faults.js';
import { HttpFront } from './http-front.js';
import type { ChatMessage } from './message.js';
import { Person } from './person.js';
import { Platform } from './platform.js';
import { type RateLimits, Rates } from './rates.js';

export type { RecordedCall } from './bot-api.js';
export type { Answer, Pressed } from './callback-queries.js';
export type { Chat, Looking } from './chat.js';
export type { ActiveFault, Fault } from './faults.js';
export type { ChatMessage } from './message.js';
export type { Person, SentFile } from './person.js';

export interface TelegramServerOptions {
  /** The bot's token; one of the right shape unless given. */
  token?: string;
  username?: string;
  /** 0 (a free one) unless given. */
  port?: number;
  /** Answers 429 to what is too fast: more than a message a second in a chat after a short burst, or 30 overall. */
  strict?: boolean | Partial<RateLimits>;
  /** How long `sees` and the like wait; 10 s unless given. */
  patienceMs?: number;
  /** The pause before an update goes to a webhook again; 100 ms unless given. */
  webhookRetryMs?: number;
}

const STRICT: RateLimits = { chatBurst: 3, overallPerSecond: 30 };

/**
 * Telegram's Bot API for one bot, over HTTP on loopback, with people who write to it.
 *
 *     const telegram = await TelegramServer.start();
 *     const anna = telegram.person({ languageCode: 'ru' });
 *     // a bot with TG_API_ROOT=telegram.url, TG_BOT_TOKEN=telegram.token
 *     anna.says('/start');
 *     const welcome = await anna.sees(/Добро пожаловать/);
 *     const pressed = await anna.presses('Баланс');
 *     await pressed.answer();
 *     telegram.fail({ method: 'sendMessage', chatId: anna.id, with: 429, retryAfter: 1 });
 */
export class TelegramServer {
  private nextPersonId = 1001;

  private constructor(
    /** For TG_API_ROOT. */
    readonly url: string,
    readonly token: string,
    private readonly platform: Platform,
    private readonly api: BotApi,
    private readonly faults: Faults,
    private readonly front: HttpFront,
    /** The worst rates seen, in messages and edits within a second. */
    readonly rates: Rates,
  ) {}

  static async start(options: TelegramServerOptions = {}): Promise<TelegramServer> {
    const token = options.token ?? `7000000001:AA${randomBytes(25).toString('base64url').slice(0, 33)}`;
    const bot = {
      id: Number(token.split(':')[0]),
      username: options.username ?? 'coincast_bot',
      firstName: 'Coincast',
    };
    const platform = new Platform(bot, options.patienceMs ?? 10_000, options.webhookRetryMs ?? 100);
    const { strict = false } = options;
    const rates = new Rates(strict ? { ...STRICT, ...(strict === true ? {} : strict) } : undefined);
    const faults = new Faults();
    const api = new BotApi(platform, rates);
    const front = new HttpFront(token, api, faults, platform);
    const url = await front.listen(options.port ?? 0);
    return new TelegramServer(url, token, platform, api, faults, front, rates);
  }

  /** Somebody with Telegram; the bot learns of them when they first do something. */
  person(who: { id?: number; languageCode?: string; firstName?: string; isInGroup?: boolean } = {}): Person {
    const { isInGroup = false } = who;
    const id = who.id ?? this.nextPersonId++ * (isInGroup ? -1 : 1);
    const profile = { id, firstName: who.firstName ?? `Person ${id}`, languageCode: who.languageCode, isInGroup };
    const chat = new Chat(profile, this.platform.patienceMs);
    if (this.platform.chats.has(id)) throw new Error(`There is a person ${id} already`);
    this.platform.chats.set(id, chat);
    return new Person(chat, this.platform);
  }

  /** Puts a proxy that ends HTTPS before a webhook: `proxy('https://bot.example', 'http://127.0.0.1:8443')`. */
  proxy(origin: string, behind: string) {
    this.platform.proxies.set(origin, behind);
  }

  /** Lets calls go wrong, from now on. */
  fail(fault: Fault): ActiveFault {
    return this.faults.add(fault);
  }

  /** The menu of commands that somebody with this language sees in a private chat. */
  commands(languageCode?: string, chatId?: number): Command[] {
    return this.platform.commands.seenBy(languageCode, chatId);
  }

  /** A text that the bot gave itself, for a language. */
  about(name: 'name' | 'description' | 'short_description', languageCode = ''): string | undefined {
    return this.platform.texts.get(`${name}/${languageCode}`);
  }

  /** Every call so far, in the order of their coming. */
  get calls(): readonly RecordedCall[] {
    return this.api.calls;
  }

  /** How many updates the bot has not acknowledged. */
  get pendingUpdates(): number {
    return this.platform.updates.pendingCount;
  }

  /** Turns Telegram's clock forward: messages grow old (48 h to be deleted), buttons that were pressed expire. */
  advance(ms: number) {
    this.platform.aheadMs += ms;
  }

  /** Has the document of a message no more. */
  loses({ document }: ChatMessage) {
    if (document) this.platform.files.lose(document);
  }

  async close(): Promise<void> {
    this.platform.updates.close();
    this.faults.releaseAll();
    await this.front.close();
  }
}
