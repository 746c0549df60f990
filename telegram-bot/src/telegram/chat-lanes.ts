import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';
import { TelegramUnreachable } from './bot-api-errors.js';
import { type Pace, Turns } from './pace.rules.js';

export interface LaneLimits {
  chat: Pace;
  /** Calls of all chats together, in any second. */
  overallPerSecond: number;
}

/**
 * Telegram's own limits for bots: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 * Overall they are 30 a second; calls that were made apart may arrive closer together.
 */
export const telegramLimits: LaneLimits = { chat: { burst: 3, intervalMs: 1_000 }, overallPerSecond: 25 };

/** Resolves when a chat may be sent something again. */
export type NextTurn = () => Promise<void>;

interface Lane {
  queue: PQueue;
  turns: Turns;
}

/** What is sent to a chat goes in order and at its pace, chats side by side, all together below the limit of the bot. */
export class ChatLanes {
  private readonly lanes = new Map<number, Lane>();
  private readonly overall: PQueue;
  private readonly stopping = new AbortController();

  constructor(private readonly limits: LaneLimits = telegramLimits) {
    // Spread over the second: what a busy moment holds back would arrive together with the next second's.
    const intervalCap = Math.max(1, Math.round(limits.overallPerSecond / 5));
    const interval = (1_000 * intervalCap) / limits.overallPerSecond;
    this.overall = new PQueue({ intervalCap, interval, strict: true });
    setMaxListeners(0, this.stopping.signal);
  }

  /** Aborts when waiting is over. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  /** Chats that are remembered now. */
  get size(): number {
    return this.lanes.size;
  }

  /** Does the work when all that was given for the chat before is done. */
  async inChat<Result>(chatId: number, work: (nextTurn: NextTurn) => Promise<Result>): Promise<Result> {
    const lane = this.lanes.get(chatId) ?? this.addLane(chatId);
    return lane.queue.add(() => work(() => this.pause(lane.turns.take(Date.now()))));
  }

  /** Does one call as soon as the limit of the bot allows. @param urgent before those that are not. */
  call<Result>(work: () => Promise<Result>, urgent = false): Promise<Result> {
    return this.overall.add(work, { priority: urgent ? 1 : 0, signal: this.stopping.signal });
  }

  /** @throws TelegramUnreachable when we are stopped meanwhile. */
  async pause(ms: number): Promise<void> {
    const { signal } = this.stopping;
    if (ms > 0) await wait(ms, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new TelegramUnreachable('a message', 'stopped');
  }

  /** Sends what waits, for at most this long; what is left then is given up. */
  async close(graceMs: number): Promise<void> {
    const queues = [this.overall, ...[...this.lanes.values()].map(({ queue }) => queue)];
    const idle = Promise.all(queues.map((queue) => queue.onIdle()));
    const over = new AbortController();
    await Promise.race([idle, wait(graceMs, undefined, { signal: over.signal }).catch(() => undefined)]);
    over.abort();
    this.stopping.abort();
    await idle;
  }

  private addLane(chatId: number): Lane {
    const lane: Lane = { queue: new PQueue({ concurrency: 1 }), turns: new Turns(this.limits.chat) };
    this.lanes.set(chatId, lane);
    // Remembered until it is rested: a forgotten chat begins with a whole burst.
    const forget = () => {
      if (lane.queue.size + lane.queue.pending > 0) return;
      const leftMs = lane.turns.restedAtMs - Date.now();
      if (leftMs > 0) setTimeout(forget, leftMs).unref();
      else if (this.lanes.get(chatId) === lane) this.lanes.delete(chatId);
    };
    lane.queue.on('idle', forget);
    return lane;
  }
}
