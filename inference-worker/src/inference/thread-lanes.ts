export type LaneKind = 'short' | 'long';

interface Waiting {
  kind: LaneKind;
  enter: () => void;
}

/** Shares threads between short and long work so that neither kind ever takes the last one; first come, first served. */
export class ThreadLanes {
  private readonly running: Record<LaneKind, number> = { short: 0, long: 0 };
  private waiting: Waiting[] = [];

  /** @param threads at least 2. */
  constructor(private readonly threads: number) {}

  /** Does the work once a thread is free for its kind. */
  async run<Result>(kind: LaneKind, work: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((enter) => {
      this.waiting.push({ kind, enter });
      this.admit();
    });
    try {
      return await work();
    } finally {
      this.running[kind] -= 1;
      this.admit();
    }
  }

  private admit(): void {
    this.waiting = this.waiting.filter(({ kind, enter }) => {
      const { short, long } = this.running;
      if (short + long >= this.threads || this.running[kind] >= this.threads - 1) return true;
      this.running[kind] += 1;
      enter();
      return false;
    });
  }
}
