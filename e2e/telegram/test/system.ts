import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchedSystem, launchStandalone } from '@coincast/standalone/launch';
import { TelegramServer } from '@coincast/telegram-bot/testing/telegram-server';
import type { Place } from './customer.js';
import { settingsFor } from './own-system.js';

// One system and one Telegram for all files of this folder: whoever imports this has them, from its first test on.

let launched: LaunchedSystem | undefined;
let server: TelegramServer | undefined;
let dataDir = '';

/** Seals what the bot remembers. */
export const sessionKey = 'k'.repeat(40);

/** The system's public address. */
export function systemUrl(): string {
  return running().url;
}

/** The system's database, as a superuser. */
export function databaseUrl(): string {
  return running().adminUrl;
}

/** Where the system keeps everything, the log included. */
export function systemDirectory(): string {
  return dataDir;
}

export function telegram(): TelegramServer {
  if (!server) throw new Error('There is no Telegram yet');
  return server;
}

/** Where customers of this system are. */
export const here = (): Place => ({ url: systemUrl(), telegram: telegram() });

/** Kills the whole system as a power cut would, and starts it again on its data. */
export async function powerCut(): Promise<void> {
  const port = Number(new URL(running().url).port);
  await running().killAll();
  await launch(port);
}

/** Stops the whole system as an operator would, and starts it again on its data. */
export async function restart(): Promise<void> {
  const port = Number(new URL(running().url).port);
  await running().stop();
  await launch(port);
}

function running(): LaunchedSystem {
  if (!launched) throw new Error('The system has not been launched');
  return launched;
}

async function launch(port?: number): Promise<void> {
  const env = {
    ...settingsFor(telegram()),
    BOT_SESSION_KEY: sessionKey,
    CABINET_URL: 'https://cabinet.example',
  };
  launched = await launchStandalone({ dataDir, env, ...(port === undefined ? {} : { port }) });
}

before(async function () {
  this.timeout(120_000);
  dataDir = await mkdtemp(join(tmpdir(), 'coincast-telegram-'));
  server = await TelegramServer.start();
  await launch();
});

// A system and a database share the machine: a test that takes long has not failed yet.
beforeEach(function () {
  this.currentTest?.timeout(60_000);
});

after(async function () {
  this.timeout(60_000);
  await launched?.stop();
  await server?.close();
  await rm(dataDir, { recursive: true, force: true });
});
