import { Problem } from '@coincast/shared/http';
import type { ReadRequest } from './reader-messages.js';
import { type ReaderLimits, ReaderProcess, type ReadOutcome } from './reader-process.js';

export interface ReaderPoolOptions extends ReaderLimits {
  /** Most processes. */
  size: number;
  /** Most tasks that wait for one, and how long. */
  maxWaiting: number;
  maxWaitMs: number;
  /** A process that has had nothing to read for so long is ended. */
  idleMs: number;
  /** A process that has grown above this is ended after its task: the system gets its memory back. */
  maxKeptRssBytes: number;
}

interface Waiting {
  start: () => void;
  refuse: (problem: Problem) => void;
}

/**
 * Reader processes, started when they are needed and kept while they are. A process that dies costs the task that it was
 * reading and nothing else. workerpool, which would be the library for this, never ends the wait for a worker that was
 * killed from outside, and asks before it kills.
 */
export class ReaderPool {
  private readonly processes = new Set<ReaderProcess>();
  private readonly idle: { process: ReaderProcess; timer: NodeJS.Timeout }[] = [];
  private readonly waiting: Waiting[] = [];
  private closed = false;

  constructor(private readonly options: ReaderPoolOptions) {}

  /**
   * Has a task read by the next free process.
   * @throws Problem `unavailable` when too many tasks wait, or this one has waited too long.
   */
  async read(request: ReadRequest): Promise<ReadOutcome> {
    const process = this.take() ?? (await this.wait());
    try {
      const outcome = await process.read(request);
      if (outcome.kind === 'reply' && outcome.reply.rssBytes > this.options.maxKeptRssBytes) void process.end();
      return outcome;
    } finally {
      this.release(process);
    }
  }

  /** Starts a process for a task that is about to come, unless one is there. */
  warm(): void {
    if (this.processes.size > 0 || this.closed) return;
    this.release(this.start());
  }

  /** Ends all processes, also those that read, and refuses what waits. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { refuse } of this.waiting.splice(0)) refuse(busy());
    for (const { timer } of this.idle.splice(0)) clearTimeout(timer);
    await Promise.all([...this.processes].map((process) => process.end()));
  }

  /** How many processes read at the moment. */
  get busy(): number {
    return [...this.processes].filter(({ isReading }) => isReading).length;
  }

  get pids(): number[] {
    return [...this.processes].flatMap(({ pid }) => pid ?? []);
  }

  private take(): ReaderProcess | undefined {
    if (this.closed) throw busy();
    for (;;) {
      const free = this.idle.pop();
      if (!free) break;
      clearTimeout(free.timer);
      if (free.process.isAlive) return free.process;
    }
    return this.processes.size < this.options.size ? this.start() : undefined;
  }

  private start(): ReaderProcess {
    const process = new ReaderProcess(this.options);
    this.processes.add(process);
    void process.gone.then(() => {
      this.processes.delete(process);
      this.startNext();
    });
    return process;
  }

  private release(process: ReaderProcess): void {
    if (!process.isAlive || this.closed) return;
    const timer = setTimeout(() => {
      this.idle.splice(
        this.idle.findIndex((idle) => idle.process === process),
        1,
      );
      void process.end();
    }, this.options.idleMs).unref();
    this.idle.push({ process, timer });
    this.startNext();
  }

  private startNext(): void {
    if (!this.closed) this.waiting.shift()?.start();
  }

  private wait(): Promise<ReaderProcess> {
    if (this.waiting.length >= this.options.maxWaiting) throw busy();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(busy());
      }, this.options.maxWaitMs);
      const waiting: Waiting = {
        start: () => {
          const process = this.take();
          if (!process) {
            this.waiting.unshift(waiting);
            return;
          }
          clearTimeout(timer);
          resolve(process);
        },
        refuse: (problem) => {
          clearTimeout(timer);
          reject(problem);
        },
      };
      this.waiting.push(waiting);
    });
  }
}

const busy = () =>
  new Problem('unavailable', 'Too many files are being read at once. Try again in a moment.', { retryAfterSeconds: 5 });
