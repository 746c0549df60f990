export interface Pace {
  /** Turns that may follow each other at once after a rest. */
  burst: number;
  /** Between turns otherwise. */
  intervalMs: number;
}

/**
 * The turns of one chat, by the generic cell rate algorithm (ITU-T I.371): after a rest a burst, then one an interval.
 */
export class Turns {
  /** When all of the burst is there again. */
  restedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly pace: Pace) {}

  /** Takes the next turn, and answers how long to wait for it. */
  take(nowMs: number): number {
    const { burst, intervalMs } = this.pace;
    const waitMs = Math.max(0, this.restedAtMs - (burst - 1) * intervalMs - nowMs);
    this.restedAtMs = Math.max(this.restedAtMs, nowMs) + intervalMs;
    return waitMs;
  }
}
