import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryShelf } from '@coincast/telegram-bot/store/directory-shelf';
import { openStore } from '@coincast/telegram-bot/store/open-store';
import { StoreUnavailable } from '@coincast/telegram-bot/store/store';
import { expect } from 'chai';
import { keptLog } from '../kept-log.js';
import { behavesAsStore } from './store-behaviour.js';

describe('Store in a directory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bot-store-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  behavesAsStore(() => DirectoryShelf.open(join(directory, 'kept')));

  const place = () => ({ BOT_SESSION_KEY: 's'.repeat(32), BOT_DATA_DIR: join(directory, 'kept') });

  it('remembers over a restart, for its owner only', async () => {
    const { logger } = keptLog();
    const before = await openStore(place(), logger);
    await before.set('session:-100', { language: 'ru' });
    await before.close();
    const [name = ''] = await readdir(join(directory, 'kept'));
    expect((await stat(join(directory, 'kept', name))).mode & 0o77).to.equal(0);
    expect((await stat(join(directory, 'kept'))).mode & 0o77).to.equal(0);
    const after = await openStore(place(), logger);
    expect(await after.get('session:-100')).to.deep.equal({ language: 'ru' });
    await after.close();
  });

  it('removes at opening what was not finished and what is over', async () => {
    let nowMs = 1_000;
    const shelf = await DirectoryShelf.open(directory, () => nowMs);
    await shelf.set('a', Buffer.from('1'), { ttlMs: 10 });
    await shelf.set('b', Buffer.from('2'), {});
    await writeFile(join(directory, 'abc.new'), 'half');
    nowMs = 1_010;
    const again = await DirectoryShelf.open(directory, () => nowMs);
    expect(await again.keys('')).to.deep.equal(['b']);
    expect((await readdir(directory)).filter((name) => /new$|^61/.test(name))).to.deep.equal([]);
  });

  it('takes a file that was cut off for absent', async () => {
    const shelf = await DirectoryShelf.open(directory);
    await shelf.set('a', Buffer.from('1'), {});
    const name = '61.kept';
    await writeFile(join(directory, name), (await readFile(join(directory, name))).subarray(0, 3));
    expect(await shelf.get('a')).to.equal(undefined);
    expect(await shelf.keys('')).to.deep.equal([]);
  });

  it('never shows half of a value while it is written', async () => {
    const shelf = await DirectoryShelf.open(directory);
    const values = ['x'.repeat(100_000), 'y'.repeat(50_000)].map((text) => Buffer.from(text));
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = values;
    await shelf.set('a', first, {});
    const writing = Promise.all(Array.from({ length: 10 }, (_, i) => shelf.set('a', i % 2 ? first : second, {})));
    for (let i = 0; i < 20; i++) {
      const seen = await shelf.get('a');
      expect(values.some((value) => seen?.equals(value))).to.equal(true);
    }
    await writing;
  });

  it('says that it cannot be reached when the directory is gone', async () => {
    const store = await openStore(place(), keptLog().logger);
    await rm(join(directory, 'kept'), { recursive: true });
    const failure = await store.set('a', 1).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StoreUnavailable);
    await store.close();
  });
});
