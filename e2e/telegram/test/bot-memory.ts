import { join } from 'node:path';
import { createLogger } from '@coincast/shared/observability';
import { openStore } from '@coincast/telegram-bot/store/open-store';
import type { Store } from '@coincast/telegram-bot/store/store';
import type { Person } from '@coincast/telegram-bot/testing/person';
import { sessionKey, systemDirectory } from './system.js';

/** Looks into what the bot remembers, with its key. */
export async function inMemory<Value>(look: (store: Store) => Promise<Value>): Promise<Value> {
  const place = { BOT_SESSION_KEY: sessionKey, BOT_DATA_DIR: join(systemDirectory(), 'telegram-bot') };
  const store = await openStore(place, createLogger('test', 'silent'));
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

/** Everything that is remembered of all chats, as text. */
export function allMemory(): Promise<string> {
  return inMemory(async (store) => {
    const keys = await store.keys('');
    const values = await Promise.all(keys.map((key) => store.get(key)));
    return JSON.stringify(values);
  });
}

/** The chat's token is good no more. */
export function spoilToken({ id }: Person): Promise<void> {
  return inMemory(async (store) => {
    const session = Object(await store.get(`session:${id}`));
    if (!session.account) throw new Error('Nobody is signed in there');
    await store.set(`session:${id}`, { ...session, account: { ...session.account, token: 'of.another.day' } });
  });
}
