import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Buyer } from '@coincast/e2e/buyer';
import { type LaunchedSystem, launchStandalone } from '@coincast/standalone/launch';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { startChromium } from '../src/chromium.js';
import { Visitor, type VisitorOptions } from '../src/visitor.js';

// One system and one Chromium for all files of this folder: whoever imports this has them, from its first test on.

let launched: LaunchedSystem | undefined;
let browser: Browser | undefined;
let dataDir = '';
let visitors: Visitor[] = [];
const guests = new Set<Visitor>();

/** The system's public address. */
export function systemUrl(): string {
  if (!launched) throw new Error('The system has not been launched');
  return launched.url;
}

/** The system's database, for what only operators do. */
export function adminUrl(): string {
  if (!launched) throw new Error('The system has not been launched');
  return launched.adminUrl;
}

/** Somebody comes, by default to the system; whoever came in a test leaves after it, and must have seen no fault. */
export async function arrive(options: VisitorOptions = {}, url = systemUrl()): Promise<Visitor> {
  if (!browser) throw new Error('Chromium has not been started');
  const visitor = await Visitor.arrive(browser, url, options);
  visitors.push(visitor);
  return visitor;
}

/** Somebody comes for all tests of a suite, to whom no page is new but the first; each test must have shown them no fault. */
export async function arriveToStay(options: VisitorOptions): Promise<Visitor> {
  const visitor = await arrive(options);
  visitors = visitors.filter((each) => each !== visitor);
  guests.add(visitor);
  return visitor;
}

/** Whoever came to stay leaves. */
export async function leaveTogether(): Promise<void> {
  const leaving = [...guests];
  guests.clear();
  await Promise.all(leaving.map((visitor) => visitor.leave()));
}

/** A new buyer with so many credits comes and opens a page. */
export async function arriveBuyer(
  path: string,
  credits = 0,
  options: Omit<VisitorOptions, 'as'> = {},
): Promise<{ buyer: Buyer; visitor: Visitor }> {
  const buyer = await Buyer.register(systemUrl(), credits);
  const visitor = await arrive({ ...options, as: buyer });
  await visitor.open(path);
  return { buyer, visitor };
}

before(async function () {
  this.timeout(120_000);
  dataDir = await mkdtemp(join(tmpdir(), 'coincast-browser-'));
  const env = {
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '0',
    AUTH_RATE_LIMIT_PER_MINUTE: '0',
    TG_BOT_NAME: 'coincast_bot',
  };
  launched = await launchStandalone({ dataDir, env });
  browser = await startChromium();
});

// A browser, a system and a database share the machine: a test that takes long has not failed yet.
beforeEach(function () {
  this.currentTest?.timeout(90_000);
});

afterEach(async function () {
  this.timeout(60_000);
  const leaving = visitors;
  visitors = [];
  await Promise.all(leaving.map((visitor) => visitor.leave()));
  expect([...leaving, ...guests].flatMap(({ watcher }) => watcher.takeFaults())).to.deep.equal([]);
});

after(async function () {
  this.timeout(60_000);
  await browser?.close();
  await launched?.stop();
  await rm(dataDir, { recursive: true, force: true });
});
