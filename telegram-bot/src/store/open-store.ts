import type { Logger } from '@coincast/shared/observability';
import { PeriodicTask } from '@coincast/shared/scheduling';
import { DirectoryShelf } from './directory-shelf.js';
import { RedisShelf } from './redis-shelf.js';
import { Seal } from './seal.js';
import { SealedStore } from './sealed-store.js';
import type { Shelf, Store } from './store.js';

const sweepIntervalMs = 3_600_000;

export interface StorePlace {
  BOT_SESSION_KEY: string;
  REDIS_URL?: string;
  BOT_DATA_DIR: string;
}

/** What the bot remembers: in a Redis when there is one, else in its directory. */
export async function openStore(place: StorePlace, logger: Logger): Promise<Store> {
  const shelf = place.REDIS_URL
    ? new RedisShelf(place.REDIS_URL, (error) => logger.warn({ err: error }, 'Redis does not answer'))
    : await openDirectory(place.BOT_DATA_DIR, logger);
  return new SealedStore({ shelf, seal: new Seal(place.BOT_SESSION_KEY), logger });
}

async function openDirectory(directory: string, logger: Logger): Promise<Shelf> {
  const shelf = await DirectoryShelf.open(directory);
  const sweeping = new PeriodicTask('forget what is over', sweepIntervalMs, () => shelf.sweep(), logger);
  sweeping.start();
  const close = shelf.close.bind(shelf);
  return Object.assign(shelf, {
    close: async () => {
      await sweeping.stop();
      await close();
    },
  });
}
