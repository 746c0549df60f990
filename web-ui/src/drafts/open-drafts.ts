import { ProcessDirectory } from '@coincast/shared/files';
import type { Logger } from '@coincast/shared/observability';
import type { WebUiConfig } from '../config.js';
import { DiskShelf } from './disk-shelf.js';
import { Drafts } from './drafts.js';
import { RedisShelf } from './redis-shelf.js';

const ttlMs = 3_600_000;
const perUser = 5;
const sweepEveryMs = 60_000;

type DraftConfig = Pick<WebUiConfig, 'DRAFT_DIR' | 'MAX_DRAFT_BYTES' | 'REDIS_URL'>;

/** The drafts as the configuration wants them kept, swept once a minute until they are closed. */
export async function openDrafts(
  { DRAFT_DIR, MAX_DRAFT_BYTES, REDIS_URL }: DraftConfig,
  { logger, now }: { logger: Logger; now: () => number },
) {
  const arrivals = await ProcessDirectory.open(DRAFT_DIR);
  const onRedisError = (error: Error) => logger.warn({ err: error }, 'Redis of the drafts');
  const shelf = REDIS_URL ? new RedisShelf(REDIS_URL, arrivals, ttlMs, onRedisError) : new DiskShelf(arrivals);
  const drafts = new Drafts(shelf, { ttlMs, perUser, totalBytes: MAX_DRAFT_BYTES }, now);
  const sweeping = setInterval(() => {
    drafts.sweep().catch((error: unknown) => logger.warn({ err: error }, 'drafts were not swept'));
  }, sweepEveryMs);
  sweeping.unref();
  return {
    drafts,
    arrivals,
    close: async () => {
      clearInterval(sweeping);
      await drafts.close();
      await arrivals.close();
    },
  };
}
