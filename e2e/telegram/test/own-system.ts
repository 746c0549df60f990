import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchedSystem, launchServices, launchStandalone } from '@coincast/standalone/launch';
import { freePort } from '@coincast/standalone/ports';
import { TelegramServer, type TelegramServerOptions } from '@coincast/telegram-bot/testing/telegram-server';
import type { Place } from './customer.js';

export interface OwnSystem extends Place {
  readonly launched: LaunchedSystem;
  /** Where the system keeps everything, the log included. */
  readonly directory: string;
  /** Where the bot's webhook listens, behind the proxy that Telegram knows. */
  readonly webhookUrl: string;
  /** Kills the whole system as a power cut would. */
  powerCut(): Promise<void>;
  /** Stops the whole system as an operator would. */
  stop(): Promise<void>;
  /** Starts the system again on its data and its ports. */
  start(): Promise<void>;
}

/** Waiting ends with what is waited for: longer than any of it takes on a machine with much else to do. */
export const patienceMs = 60_000;

interface Options {
  kind?: 'standalone' | 'services';
  env?: Record<string, string>;
  telegram?: TelegramServerOptions;
  /** Telegram brings the updates; without, the bot asks for them. */
  webhook?: { url: string; secret: string };
}

/** A system and a Telegram from the first to the last test of the suite or, outside of one, of all files. */
export function ownSystem({ kind = 'standalone', env = {}, telegram: options = {}, webhook }: Options = {}): OwnSystem {
  let launched: LaunchedSystem | undefined;
  let telegram: TelegramServer | undefined;
  let directory = '';
  let behindProxy = '';
  const launch = async (port?: number) => {
    const start = kind === 'services' ? launchServices : launchStandalone;
    const settings = { ...settingsFor(current(telegram)), ...webhookSettings(webhook, behindProxy), ...env };
    launched = await start({ dataDir: directory, env: settings, ...(port === undefined ? {} : { port }) });
  };

  before(async function () {
    this.timeout(120_000);
    directory = await mkdtemp(join(tmpdir(), 'coincast-telegram-'));
    behindProxy = `http://127.0.0.1:${await freePort()}`;
    telegram = await TelegramServer.start({ patienceMs, ...options });
    if (webhook) telegram.proxy(new URL(webhook.url).origin, behindProxy);
    await launch();
  });
  after(async function () {
    this.timeout(60_000);
    await launched?.stop();
    await telegram?.close();
    await rm(directory, { recursive: true, force: true });
  });

  return {
    get url() {
      return current(launched).url;
    },
    get telegram() {
      return current(telegram);
    },
    get launched() {
      return current(launched);
    },
    get directory() {
      return directory;
    },
    get webhookUrl() {
      return behindProxy + new URL(current(webhook).url).pathname;
    },
    powerCut: () => current(launched).killAll(),
    stop: () => current(launched).stop(),
    start: () => launch(Number(new URL(current(launched).url).port)),
  };
}

/** Of a system whose bot is in this Telegram. Limits of the API would refuse the tests' own load. */
const settingsFor = ({ token, url }: TelegramServer) => ({
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PER_MINUTE: '0',
  AUTH_RATE_LIMIT_PER_MINUTE: '0',
  TG_BOT_TOKEN: token,
  TG_API_ROOT: url,
});

const webhookSettings = (webhook: Options['webhook'], behindProxy: string): Record<string, string> =>
  webhook
    ? {
        TG_WEBHOOK_URL: webhook.url,
        TG_WEBHOOK_SECRET: webhook.secret,
        TG_WEBHOOK_PORT: new URL(behindProxy).port,
      }
    : {};

function current<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('This system has none, or it has not been launched');
  return part;
}
