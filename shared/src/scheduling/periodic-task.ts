import type { Logger } from '../observability/index.js';
import { Pause } from './pause.js';

/** Runs work again and again, one run at a time, with a pause between; a failed run is logged and the next one comes. */
export class PeriodicTask {
  private stopped = false;
  private readonly pause = new Pause();
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
    this.stopped = true;
    this.pause.end();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.work();
      } catch (error) {
        this.logger.error({ err: error, task: this.name }, 'periodic task failed');
      }
      if (!this.stopped) await this.pause.for(this.intervalMs);
    }
  }
}
