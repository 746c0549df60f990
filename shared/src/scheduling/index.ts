import type { Logger } from '../observability/index.js';

/** Runs work again and again, one run at a time, with a pause between; a failed run is logged and the next one comes. */
export class PeriodicTask {
  private stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly intervalMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Resolves when the run under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.work();
      } catch (error) {
        this.logger.error({ err: error, task: this.name }, 'periodic task failed');
      }
      await this.pause();
    }
  }

  private pause(): Promise<void> {
    const { signal } = this.stopping;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, this.intervalMs);
      signal.addEventListener('abort', wake);
    });
  }
}
