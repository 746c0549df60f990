import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { MergedLog } from './log.js';
import { signalProcess } from './process-identity.js';

export interface ChildOptions {
  /** Its name in the log. */
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
  log: MergedLog;
  /** Run as this user, for root only. */
  user?: { uid: number; gid: number };
  /** Keep a channel whose end tells the child that we have died. */
  tied?: boolean;
}

/** A process of ours that runs. */
export interface Child {
  pid: number;
  /** Says how it ended, once it has: `exit code 1`, `signal SIGKILL`. */
  exited: Promise<string>;
  /** The end of what it has said on standard error. */
  lastWords(): string;
  /** Asks it to stop by `signal`, kills it after `graceMs`, and waits for its end. */
  stop(signal: NodeJS.Signals, graceMs: number): Promise<void>;
}

/**
 * Starts a process in a session of its own, so that Ctrl-C in the terminal reaches only us and we stop it in order.
 * @throws Error when the program cannot be run at all.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { command, args, env, cwd, user, log, name } = options;
  const child = spawn(command, args, {
    env,
    detached: true,
    stdio: options.tied ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    ...user,
  });
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  await once(child, 'spawn');
  // A channel that has broken shows in the exit, which is what is watched.
  child.on('error', () => undefined);
  if (child.stdout) log.follow(name, child.stdout);
  let words = '';
  child.stderr?.on('data', (data: Buffer) => {
    words = (words + data.toString()).slice(-2_000);
  });
  if (child.stderr) log.follow(name, child.stderr);
  return {
    pid: pidOf(child),
    exited,
    lastWords: () => words.trim(),
    stop: (signal, graceMs) => stop(child, exited, signal, graceMs),
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('The process has no pid');
  return child.pid;
}

async function stop(
  child: ChildProcess,
  exited: Promise<string>,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  signalProcess(pidOf(child), signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited;
  clearTimeout(timer);
}
