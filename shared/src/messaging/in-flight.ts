/** Counts deliveries under way, so that a shutdown can wait for them. */
export class InFlight {
  private count = 0;
  private waiting: (() => void)[] = [];

  async track<Result>(work: () => Promise<Result>): Promise<Result> {
    this.count++;
    try {
      return await work();
    } finally {
      this.count--;
      if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    if (this.count > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
