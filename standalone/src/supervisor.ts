import type { Logger } from '@coincast/shared/observability';
import { signalProcess } from './process-identity.js';

/** A part that runs: a process that may die any time. */
export interface RunningPart {
  pid: number;
  /** Says how it ended, once it has. */
  exited: Promise<string>;
  /** Stops it cleanly and waits. */
  stop(): Promise<void>;
}

/** Something that can be started, again and again. */
export interface Part {
  name: string;
  /** Resolves when it can be used, or at least runs; rejects when it could not be started. */
  start(): Promise<RunningPart>;
}

export interface BackOff {
  /** Before the first restart. */
  firstMs: number;
  /** Each further one waits twice as long, up to this. */
  maxMs: number;
  /** A part that ran this long starts over with `firstMs`. */
  forgivenAfterMs: number;
}

const defaultBackOff: BackOff = { firstMs: 200, maxMs: 10_000, forgivenAfterMs: 30_000 };

interface Supervised {
  part: Part;
  running?: RunningPart;
  /** Settles when its first start has come to something. */
  starting: Promise<unknown>;
  /** Resolves when its watch has ended, after `stop`. */
  watch?: Promise<void>;
}

/** Keeps parts running: what dies is started again after a short, growing pause; stops all in reverse order. */
export class Supervisor {
  private readonly supervised: Supervised[] = [];
  private readonly backOff: BackOff;
  private stopping = false;
  private wake: () => void = () => undefined;
  private readonly stopped = new Promise<void>((resolve) => {
    this.wake = resolve;
  });

  constructor(
    private readonly logger: Logger,
    backOff: Partial<BackOff> = {},
  ) {
    this.backOff = { ...defaultBackOff, ...backOff };
  }

  /** Starts a part and keeps it running from then on. Rejects, and does not try again, when the first start fails. */
  async start(part: Part): Promise<void> {
    if (this.stopping) throw new Error(`${part.name} is not started: everything is being stopped`);
    const start = part.start();
    const entry: Supervised = { part, starting: start.catch(() => undefined) };
    this.supervised.push(entry);
    try {
      entry.running = await start;
    } catch (error) {
      this.supervised.splice(this.supervised.indexOf(entry), 1);
      throw error;
    }
    this.logger.debug({ pid: entry.running.pid }, `${part.name} started`);
    entry.watch = this.keepRunning(entry);
  }

  /** The process of each part that runs now. */
  pids(): Record<string, number> {
    return Object.fromEntries(
      this.supervised.flatMap(({ part, running }) => (running ? [[part.name, running.pid]] : [])),
    );
  }

  /** Sends a signal to a part's process. What dies of it is started again. */
  kill(name: string, signal: NodeJS.Signals): void {
    const pid = this.pids()[name];
    if (pid === undefined) throw new Error(`${name} does not run`);
    signalProcess(pid, signal);
  }

  /** Kills all processes at once, as a power cut does, and starts none again. */
  async killAll(): Promise<void> {
    this.stopStarting();
    for (const pid of Object.values(this.pids())) signalProcess(pid, 'SIGKILL');
    await Promise.all(this.supervised.map(({ starting, watch }) => Promise.all([starting, watch])));
    for (const pid of Object.values(this.pids())) signalProcess(pid, 'SIGKILL');
  }

  /** Stops every part, even those whose start is under way, the last started first, each after the one before has gone. */
  async stop(): Promise<void> {
    this.stopStarting();
    for (const entry of [...this.supervised].reverse()) {
      await entry.starting;
      await entry.running?.stop();
      await entry.watch;
      // One that was being started again when we were told to stop.
      await entry.running?.stop();
    }
  }

  private stopStarting(): void {
    this.stopping = true;
    this.wake();
  }

  private async keepRunning(entry: Supervised): Promise<void> {
    let pauseMs = this.backOff.firstMs;
    let startedAtMs = Date.now();
    while (!this.stopping) {
      if (entry.running) {
        const how = await entry.running.exited;
        delete entry.running;
        if (this.stopping) return;
        if (Date.now() - startedAtMs >= this.backOff.forgivenAfterMs) pauseMs = this.backOff.firstMs;
        this.logger.error(`${entry.part.name} ended by itself (${how}); it is started again in ${pauseMs} ms`);
      }
      await this.pause(pauseMs);
      pauseMs = Math.min(pauseMs * 2, this.backOff.maxMs);
      if (this.stopping) return;
      startedAtMs = Date.now();
      await this.startAgain(entry, pauseMs);
    }
  }

  private async startAgain(entry: Supervised, nextPauseMs: number): Promise<void> {
    try {
      entry.running = await entry.part.start();
      this.logger.info({ pid: entry.running.pid }, `${entry.part.name} runs again`);
    } catch (error) {
      this.logger.error({ err: error }, `${entry.part.name} did not start; next try in ${nextPauseMs} ms`);
    }
  }

  /** Ends early when everything is being stopped. */
  private async pause(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const elapsed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([elapsed, this.stopped]);
    clearTimeout(timer);
  }
}
