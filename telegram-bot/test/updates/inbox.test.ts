import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@coincast/shared/testing';
import { openStore } from '@coincast/telegram-bot/store/open-store';
import type { Store } from '@coincast/telegram-bot/store/store';
import { TelegramUnreachable } from '@coincast/telegram-bot/telegram/bot-api-errors';
import { ChatQueues } from '@coincast/telegram-bot/updates/chat-queues';
import { Inbox } from '@coincast/telegram-bot/updates/inbox';
import { expect } from 'chai';
import { textFrom } from '../bot-fixture.js';
import { keptLog } from '../kept-log.js';

describe('Inbox', () => {
  const { logger } = keptLog();
  let directory: string;
  let store: Store;
  /** As for a process that dies meanwhile: not before the test is over. */
  let atTheEnd: Promise<void>;
  let end: () => void;
  beforeEach(async () => {
    atTheEnd = new Promise((resolve) => {
      end = resolve;
    });
    directory = await mkdtemp(join(tmpdir(), 'bot-inbox-'));
    store = await openStore({ BOT_SESSION_KEY: 'k'.repeat(32), BOT_DATA_DIR: directory }, logger);
  });
  afterEach(async () => {
    end();
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** An inbox of a process of its own, and what it has handled. */
  function open(handle: () => Promise<void> = async () => undefined) {
    const handled: number[] = [];
    const flooded = async () => undefined;
    const inbox = new Inbox({
      store,
      logger,
      queues: new ChatQueues({ logger }),
      flooded,
      handle: async ({ updateId }) => {
        handled.push(updateId);
        await handle();
      },
    });
    return { inbox, handled };
  }
  const isEmpty = async () => (await store.keys('update:')).length === 0;

  it('handles an update once, however often it comes', async () => {
    const { inbox, handled } = open();
    await inbox.receive([textFrom(1, 1, 'a'), textFrom(1, 1, 'a')]);
    await inbox.receive([textFrom(1, 1, 'a'), textFrom(2, 1, 'b')]);
    await eventually('handled', isEmpty);
    expect(handled).to.deep.equal([1, 2]);
  });

  it('handles what a process that died has left, in order and not for ever', async () => {
    const dying = open(() => atTheEnd);
    await dying.inbox.receive([textFrom(9, 1, 'a'), textFrom(10, 1, 'b')]);
    expect(await isEmpty()).to.equal(false);
    const dyingToo = open(() => atTheEnd);
    await dyingToo.inbox.resume();
    await eventually('begun', () => dyingToo.handled.length === 1);
    const last = open();
    await last.inbox.resume();
    expect(await isEmpty()).to.equal(true);
    expect(last.handled).to.deep.equal([]);
  });

  it('takes up old updates and then forgets them', async () => {
    await open(() => atTheEnd).inbox.receive([9, 10, 11].map((id) => textFrom(id, 1, 'a')));
    const next = open();
    await next.inbox.resume();
    await eventually('handled', isEmpty);
    expect(next.handled).to.deep.equal([9, 10, 11]);
  });

  it('leaves to the next process what the stop of this one has cut off', async () => {
    const stopping = open(() => Promise.reject(new TelegramUnreachable('a message', 'stopped')));
    await stopping.inbox.receive([textFrom(1, 1, 'a')]);
    await eventually('cut off', () => stopping.handled.length === 1);
    const next = open();
    await next.inbox.resume();
    await eventually('handled', isEmpty);
    expect(next.handled).to.deep.equal([1]);
  });

  it('forgets an update whose handling fails, and handles without a store', async () => {
    const failing = open(() => Promise.reject(new Error('broken')));
    await failing.inbox.receive([textFrom(1, 1, 'a')]);
    await eventually('forgotten', isEmpty);
    await rm(directory, { recursive: true });
    const { inbox, handled } = open();
    await inbox.receive([textFrom(2, 1, 'a')]);
    await eventually('handled', () => handled.length === 1);
  });
});
