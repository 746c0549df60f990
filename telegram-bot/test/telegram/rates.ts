import { tooManyRequests } from './api-error.js';

const WINDOW_MS = 1000;

export interface RateLimits {
  /** Messages that a chat takes in a row before one a second holds; Telegram lets short bursts pass. */
  chatBurst: number;
  overallPerSecond: number;
}

/** A bucket that fills by `perSecond`, up to `capacity`. */
class Bucket {
  private level: number;
  private at = 0;

  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
  ) {
    this.level = capacity;
  }

  /** Takes one out; answers 0, or the seconds until there is one. */
  take(now: number): number {
    this.level = Math.min(this.capacity, this.level + ((now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (this.level < 1) return (1 - this.level) / this.perSecond;
    this.level -= 1;
    return 0;
  }
}

/** How many came within any second; the most of all seconds is kept. */
class Window {
  worst = 0;
  private times: number[] = [];

  add(now: number) {
    this.times = [...this.times.filter((time) => now - time < WINDOW_MS), now];
    this.worst = Math.max(this.worst, this.times.length);
  }
}

/** Counts messages sent and edited, and refuses what is too much when it is told to be strict. */
export class Rates {
  private readonly overall = new Window();
  private readonly chats = new Map<number, Window>();
  private readonly overallBucket: Bucket;
  private readonly chatBuckets = new Map<number, Bucket>();
  private readonly waitUntilMs = new Map<number, number>();
  private hasty = 0;

  constructor(private readonly limits: RateLimits | undefined) {
    const perSecond = limits?.overallPerSecond ?? Number.POSITIVE_INFINITY;
    this.overallBucket = new Bucket(perSecond, perSecond);
  }

  /** The most messages and edits that came within one second, all chats together. */
  get worstOverall(): number {
    return this.overall.worst;
  }

  /** The most that came within one second in one chat. */
  get worstInOneChat(): number {
    return Math.max(0, ...[...this.chats.values()].map(({ worst }) => worst));
  }

  /** Messages and edits that came to a chat before the `retry_after` that it was told had passed. */
  get tooEarly(): number {
    return this.hasty;
  }

  /** A message or edit comes. Throws 429 when it is too much. */
  arrive(chatId: number, now = performance.now()) {
    this.overall.add(now);
    entry(this.chats, chatId, () => new Window()).add(now);
    if (now < (this.waitUntilMs.get(chatId) ?? 0)) this.hasty += 1;
    if (!this.limits) return;
    const { chatBurst } = this.limits;
    const inChat = entry(this.chatBuckets, chatId, () => new Bucket(chatBurst, 1)).take(now);
    const waitS = inChat || this.overallBucket.take(now);
    if (waitS > 0) throw tooManyRequests(Math.ceil(waitS));
  }

  /** A chat was told to wait: what comes before is too early. */
  told(chatId: number, retryAfterS: number, now = performance.now()) {
    // Clocks of two processes and their timers differ by some milliseconds.
    this.waitUntilMs.set(chatId, now + retryAfterS * 1000 - 20);
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
