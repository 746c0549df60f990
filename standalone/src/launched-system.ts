import type { Environment } from './environment.js';

export interface LaunchOptions {
  /** Where the system keeps what outlives it. Launching on the same directory again continues with the same data. */
  dataDir: string;
  /** Of the gateway; a free one when left out. */
  port?: number;
  /**
   * Settings beyond what is inherited. Servers to use (`POSTGRES_URL`, `RABBIT_URL`, `REDIS_URL`) and the Telegram bot
   * are never inherited: without them here the system starts its own, which may be killed without harm to others, and none.
   */
  env?: Environment;
}

/** A system that was launched to be used, watched and killed. */
export interface LaunchedSystem {
  /** The gateway's: `http://127.0.0.1:8080`. */
  url: string;
  /** The system's database, as a superuser. */
  adminUrl: string;
  /** With separate processes only. */
  rabbitUrl?: string;
  /** Where each service answers behind the gateway; with separate processes only. */
  serviceUrls?: Record<string, string>;
  logFile: string;
  /** The process id of each part that runs now: `postgres`, `gateway`, `inference-worker-2` ... */
  pids(): Record<string, number>;
  /** Sends a part a signal, by default SIGKILL. What dies is started again (except the one process of standalone). */
  kill(part: string, signal?: NodeJS.Signals): void;
  /** Kills everything at the same time, databases included, and nothing is started again. */
  killAll(): Promise<void>;
  /** Resolves when every part answers that it can work. */
  waitReady(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Waits until each URL answers 200. @throws Error naming those that did not in time. */
export async function waitForOk(
  urls: string[],
  timeoutMs: number,
  gaveUp: () => string | undefined = () => undefined,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let left = urls;
  for (;;) {
    const answers = await Promise.all(left.map(answersOk));
    left = left.filter((_, i) => !answers[i]);
    if (left.length === 0) return;
    const reason = gaveUp();
    if (reason !== undefined) throw new Error(reason);
    if (Date.now() > deadline) throw new Error(`Not ready after ${timeoutMs} ms: ${left.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** What a launched system takes over from the environment of its caller. */
export function inherited(given: Environment): Environment {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !serverVariables.includes(name)));
}

/** The bot's among them: a system that is started for a test must not answer for a real bot. */
const serverVariables = [
  'TG_BOT_TOKEN',
  'TG_WEBHOOK_URL',
  'POSTGRES_URL',
  'POSTGRES_USER',
  'POSTGRES_PASSWORD',
  'POSTGRES_DB',
  'RABBIT_URL',
  'REDIS_URL',
];
