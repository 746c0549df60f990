import { call } from '@coincast/e2e/buyer';
import type { Person, TelegramServer } from '@coincast/telegram-bot/testing/telegram-server';
import { Customer, type CustomerOptions } from './customer.js';
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

export const english = (): Person => telegram().person({ languageCode: 'en' });
export const russian = (): Person => telegram().person({ languageCode: 'ru' });

/** A customer of this system. */
export const newCustomer = (options?: CustomerOptions): Promise<Customer> => Customer.signedIn(shared, options);

/** How the API answers to a login. */
export async function loginStatus(email: string, password: string): Promise<number> {
  return (await call(`${systemUrl()}/api/auth/login`, { json: { email, password } })).status;
}

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
  this.currentTest?.timeout(180_000);
});
