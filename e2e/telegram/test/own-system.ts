import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchedSystem, launchServices, launchStandalone } from '@coincast/standalone/launch';
import { TelegramServer, type TelegramServerOptions } from '@coincast/telegram-bot/testing/telegram-server';
import type { Place } from './customer.js';

export interface OwnSystem extends Place {
  readonly launched: LaunchedSystem;
}

/** Of a system whose bot is in this Telegram. Limits of the API would refuse the tests' own load. */
export const settingsFor = ({ token, url }: TelegramServer) => ({
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PER_MINUTE: '0',
  AUTH_RATE_LIMIT_PER_MINUTE: '0',
  TG_BOT_TOKEN: token,
  TG_API_ROOT: url,
});

interface Options {
  kind?: 'standalone' | 'services';
  env?: Record<string, string>;
  telegram?: TelegramServerOptions;
}

/** A system and a Telegram for the tests of one file, from their first to their last. */
export function ownSystem({ kind = 'standalone', env = {}, telegram: options = {} }: Options = {}): OwnSystem {
  let launched: LaunchedSystem | undefined;
  let telegram: TelegramServer | undefined;
  let dataDir = '';
  const launch = kind === 'services' ? launchServices : launchStandalone;

  before(async function () {
    this.timeout(120_000);
    dataDir = await mkdtemp(join(tmpdir(), 'coincast-telegram-'));
    telegram = await TelegramServer.start(options);
    launched = await launch({ dataDir, env: { ...settingsFor(telegram), ...env } });
  });
  after(async function () {
    this.timeout(60_000);
    await launched?.stop();
    await telegram?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const current = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('The system has not been launched');
    return part;
  };
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
  };
}
