import { openStore } from '@coincast/telegram-bot/store/open-store';
import { RedisShelf } from '@coincast/telegram-bot/store/redis-shelf';
import { StoreUnavailable } from '@coincast/telegram-bot/store/store';
import { expect } from 'chai';
import { keptLog } from '../kept-log.js';
import { behavesAsStore } from './store-behaviour.js';

const url = process.env['REDIS_URL'] ?? '';

describe('Store in Redis', () => {
  behavesAsStore(async () => new RedisShelf(url, () => undefined));

  it('is one for all processes', async () => {
    const place = { BOT_SESSION_KEY: 's'.repeat(32), BOT_DATA_DIR: '/nowhere', REDIS_URL: url };
    const [one, other] = await Promise.all([openStore(place, keptLog().logger), openStore(place, keptLog().logger)]);
    const key = `shared:${process.pid}`;
    await one.set(key, 'of one', { ttlMs: 60_000 });
    expect(await other.get(key)).to.equal('of one');
    await other.set(key, 'of the other', { ttlMs: 60_000 });
    expect(await one.get(key)).to.equal('of the other');
    await Promise.all([one.close(), other.close()]);
  });

  it('says that it cannot be reached when nobody answers', async () => {
    const log = keptLog();
    const place = { BOT_SESSION_KEY: 's'.repeat(32), BOT_DATA_DIR: '/nowhere', REDIS_URL: 'redis://127.0.0.1:1' };
    const store = await openStore(place, log.logger);
    const failure = await store.get('a').catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StoreUnavailable);
    expect(log.text()).to.include('Redis does not answer');
    await store.close();
  });
});
