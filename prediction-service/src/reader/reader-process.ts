import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReaderMessage, ReadReply, ReadRequest } from './reader-messages.js';

export interface ReaderLimits {
  timeoutMs: number;
  /** Of the whole process. */
  memoryMb: number;
}

/** What became of a task. All but a reply leave the process dead. */
export type ReadOutcome =
  | { kind: 'reply'; reply: ReadReply }
  | { kind: 'timeout' }
  | { kind: 'memory' }
  /** It was ended while it read. */
  | { kind: 'ended' }
  /** @param how it ended, in words for the log. */
  | { kind: 'died'; how: string };

const script = fileURLToPath(new URL('./reader.child.js', import.meta.url));
/** The watchdog of the process and the system kill for memory alone; V8 aborts or traps when its heap is full. */
const forMemory = new Set<NodeJS.Signals>(['SIGKILL', 'SIGABRT', 'SIGTRAP']);
/** Loading the code takes a fraction of this. */
const maxStartMs = 20_000;
/** V8 says a lot when it dies for want of memory. */
const maxNoteChars = 500;

/** One reader process, which reads one task at a time. */
export class ReaderProcess {
  private readonly child: ChildProcess;
  private note = '';
  private timedOut = false;
  private settle: ((outcome: ReadOutcome) => void) | undefined;
  private ended = false;
  /** Resolves when the process can read, or never will. */
  private readonly ready: Promise<void>;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;

  constructor(private readonly limits: ReaderLimits) {
    const { memoryMb } = limits;
    this.child = fork(script, [String(memoryMb * 1024 * 1024)], {
      // Only what it needs: no address, no password, no option of the service's own.
      env: { TZ: 'UTC' },
      execArgv: [`--max-old-space-size=${memoryMb}`, '--max-semi-space-size=16'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const { child } = this;
    child.stderr?.on('data', (text: Buffer) => {
      if (this.note.length < maxNoteChars) this.note = (this.note + text.toString()).slice(0, maxNoteChars);
    });
    this.ready = new Promise((resolve) => {
      const startTimer = setTimeout(() => child.kill('SIGKILL'), maxStartMs).unref();
      child.on('message', (message: ReaderMessage) => {
        clearTimeout(startTimer);
        if (message.kind === 'ready') resolve();
        else this.answer({ kind: 'reply', reply: message });
      });
      child.once('close', resolve);
      child.once('error', resolve);
    });
    this.gone = new Promise((resolve) => {
      child.once('error', (error) => {
        // A process that never started has no exit.
        this.died(String(error));
        if (child.pid === undefined) resolve();
      });
      child.once('close', (code, signal) => {
        this.died(signal ?? `exit code ${code}`, signal);
        resolve();
      });
    });
    child.unref();
    child.channel?.unref();
  }

  /** Whether it can take another task. */
  get isAlive(): boolean {
    return !this.ended;
  }

  get isReading(): boolean {
    return this.settle !== undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async read(request: ReadRequest): Promise<ReadOutcome> {
    await this.ready;
    if (this.ended) return { kind: 'died', how: `it did not start ${this.note}` };
    const timer = setTimeout(() => {
      this.timedOut = true;
      this.child.kill('SIGKILL');
    }, this.limits.timeoutMs);
    try {
      return await new Promise<ReadOutcome>((resolve) => {
        this.settle = resolve;
        // What cannot be sent shows in the end of the process.
        this.child.send(request, () => {});
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Kills it, whatever it does. */
  end(): Promise<void> {
    this.ended = true;
    this.answer({ kind: 'ended' });
    // Whoever ends it waits for it.
    this.child.ref();
    this.child.kill('SIGKILL');
    return this.gone;
  }

  private died(how: string, signal: NodeJS.Signals | null = null): void {
    this.ended = true;
    if (this.timedOut) this.answer({ kind: 'timeout' });
    else if (signal && forMemory.has(signal)) this.answer({ kind: 'memory' });
    else this.answer({ kind: 'died', how: `${how} ${this.note}`.trim() });
  }

  private answer(outcome: ReadOutcome): void {
    this.settle?.(outcome);
    this.settle = undefined;
  }
}
