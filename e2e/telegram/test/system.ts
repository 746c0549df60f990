import type { TelegramServer } from '@coincast/telegram-bot/testing/telegram-server';
import type { Place } from './customer.js';
import { ownSystem } from './own-system.js';

// One system and one Telegram for all files of this folder: whoever imports this has them, from its first test on.

/** Seals what the bot remembers. */
export const sessionKey = 'k'.repeat(40);

const shared = ownSystem({ env: { BOT_SESSION_KEY: sessionKey, CABINET_URL: 'https://cabinet.example' } });

/** The system's public address. */
export const systemUrl = (): string => shared.url;

/** The system's database, as a superuser. */
export const databaseUrl = (): string => shared.launched.adminUrl;

/** Where the system keeps everything, the log included. */
export const systemDirectory = (): string => shared.directory;

export const telegram = (): TelegramServer => shared.telegram;

/** Where customers of this system are. */
export const here = (): Place => shared;

/** Kills the whole system as a power cut would, and starts it again on its data. */
export async function powerCut(): Promise<void> {
  await shared.powerCut();
  await shared.start();
}

/** Stops the whole system as an operator would, and starts it again on its data. */
export async function restart(): Promise<void> {
  await shared.stop();
  await shared.start();
}

// A system and a database share the machine: a test that takes long has not failed yet.
beforeEach(function () {
  this.currentTest?.timeout(60_000);
});
