/** Load is judged by what came within this long. */
const windowMs = 100;
/** Fewer items than this within the window are no load: each is dealt with at once. */
const loadItems = 20;

/**
 * Spreads the runs of something that works in batches: under load there is a least time between the begins of two runs,
 * which makes batches larger and each item cheaper; without load there is none, and nothing waits.
 */
export class Pace {
  private windowStartMs = 0;
  private current = 0;
  private previous = 0;

  /** @param underLoadMs least time between the begins of two runs under load; 0: none ever. */
  constructor(private readonly underLoadMs: number) {}

  /**
   * How long to wait before the next run.
   * @param startedAtMs when the last one began (`performance.now()`)
   * @param items how many it had
   */
  restMs(startedAtMs: number, items: number): number {
    if (this.underLoadMs === 0) return 0;
    const now = performance.now();
    this.count(now, items);
    return this.current + this.previous < loadItems ? 0 : Math.max(0, this.underLoadMs - (now - startedAtMs));
  }

  private count(now: number, items: number): void {
    const windows = Math.floor((now - this.windowStartMs) / windowMs);
    if (windows > 0) {
      this.previous = windows === 1 ? this.current : 0;
      this.current = 0;
      this.windowStartMs += windows * windowMs;
    }
    this.current += items;
  }
}
