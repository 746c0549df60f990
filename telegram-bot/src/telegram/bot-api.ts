import { Agent } from 'node:https';
import { Telegram, TelegramError } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import { TelegramRefusal, TelegramUnreachable } from './bot-api-errors.js';

export interface BotApiOptions {
  token: string;
  /** `https://api.telegram.org` */
  root: string;
  /** From the end of a call to the end of its answer. */
  timeoutMs?: number;
  now?: () => number;
}

export interface CallOptions {
  timeoutMs?: number;
  signal?: AbortSignal;
}

type Answer<Method extends keyof Methods> = Awaited<ReturnType<Methods[Method]>>;

/**
 * One call of the Bot API at a time, by Telegraf's client, once. Telegraf's errors end here: they carry what was sent,
 * and in some of them stands the address, which contains the token.
 */
export class BotApi {
  /** When Telegram has last answered as one that knows us. */
  private answeredAtMs = Number.NEGATIVE_INFINITY;
  private readonly client: Telegram;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly timeoutMs: number;
  private readonly now: () => number;

  constructor({ token, root, timeoutMs = 30_000, now = Date.now }: BotApiOptions) {
    this.client = new Telegram(token, { apiRoot: root, agent: this.agent, webhookReply: false });
    this.timeoutMs = timeoutMs;
    this.now = now;
  }

  /** @throws TelegramRefusal, TelegramUnreachable */
  async call<Method extends keyof Methods>(
    method: Method,
    payload: Opts<Method>,
    { timeoutMs = this.timeoutMs, signal }: CallOptions = {},
  ): Promise<Answer<Method>> {
    const late = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await this.client.callApi(method, payload, {
        // The types ask for a shim's class; the client takes Node's own.
        signal: (signal ? AbortSignal.any([late, signal]) : late) as never,
      });
      this.answeredAtMs = this.now();
      return answer as Answer<Method>;
    } catch (error) {
      if (signal?.aborted) throw new TelegramUnreachable(method, 'stopped');
      if (late.aborted) throw new TelegramUnreachable(method, 'timeout', `${timeoutMs} ms`);
      throw this.asOurs(method, error);
    }
  }

  /** Whether Telegram has answered within this time. */
  hasAnsweredWithin(ms: number): boolean {
    return this.now() - this.answeredAtMs <= ms;
  }

  close(): void {
    this.agent.destroy();
  }

  private asOurs(method: string, error: unknown): TelegramRefusal | TelegramUnreachable {
    if (!(error instanceof TelegramError)) {
      const { code, type } = { code: undefined, type: undefined, ...(error instanceof Error ? error : {}) };
      return type === 'invalid-json'
        ? new TelegramUnreachable(method, 'server', 'no JSON')
        : new TelegramUnreachable(method, 'network', typeof code === 'string' ? code : '');
    }
    const { code, description, parameters } = error;
    if (code >= 500) return new TelegramUnreachable(method, 'server', String(code));
    // 401 and 404: the token is nobody's.
    if (code !== 401 && code !== 404) this.answeredAtMs = this.now();
    const seconds = parameters?.retry_after;
    return new TelegramRefusal(method, code, description, seconds === undefined ? undefined : seconds * 1000);
  }
}
