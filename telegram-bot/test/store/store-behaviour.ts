import { randomBytes } from 'node:crypto';
import { eventually } from '@coincast/shared/testing';
import { Records } from '@coincast/telegram-bot/store/records';
import { Seal } from '@coincast/telegram-bot/store/seal';
import { SealedStore } from '@coincast/telegram-bot/store/sealed-store';
import { type Shelf, type Store, ValueTooLarge } from '@coincast/telegram-bot/store/store';
import { expect } from 'chai';
import Joi from 'joi';
import { keptLog } from '../kept-log.js';

const key = 'k'.repeat(32);

/** What every store does, wherever it keeps things. */
export function behavesAsStore(openShelf: () => Promise<Shelf>): void {
  let shelf: Shelf;
  let store: Store;
  let log: ReturnType<typeof keptLog>;
  let prefix: string;

  beforeEach(async () => {
    shelf = await openShelf();
    log = keptLog();
    store = new SealedStore({ shelf, seal: new Seal(key), logger: log.logger, maxValueBytes: 1000 });
    prefix = `${randomBytes(6).toString('hex')}:`;
  });
  afterEach(() => store.close());

  it('remembers values, changes them and forgets them', async () => {
    expect(await store.get(`${prefix}a`)).to.equal(undefined);
    await store.set(`${prefix}a`, { token: 'secret', list: [1, null, 'ж'] });
    expect(await store.get(`${prefix}a`)).to.deep.equal({ token: 'secret', list: [1, null, 'ж'] });
    await store.set(`${prefix}a`, 2);
    expect(await store.get(`${prefix}a`)).to.equal(2);
    await store.delete(`${prefix}a`);
    await store.delete(`${prefix}a`);
    expect(await store.get(`${prefix}a`)).to.equal(undefined);
  });

  it('keeps nothing readable', async () => {
    await store.set(`${prefix}a`, { token: 'very-secret' });
    const bytes = await shelf.get(`${prefix}a`);
    expect(bytes?.includes('very-secret')).to.equal(false);
    await store.set(`${prefix}a`, { token: 'very-secret' });
    expect(bytes && (await shelf.get(`${prefix}a`))?.equals(bytes)).to.equal(false);
  });

  it('lists keys by the beginning, whatever is in them', async () => {
    const odd = ['1', '../../etc/passwd', '*', '[a]', 'é\n\0', '%2e%2e'].map((name) => `${prefix}${name}`);
    for (const name of odd) await store.set(name, name);
    await store.set(`x${prefix}`, 0);
    expect(await store.keys(prefix)).to.have.members(odd);
    expect(await store.keys(`${prefix}*`)).to.deep.equal([`${prefix}*`]);
    expect(await store.keys(`${prefix}[`)).to.deep.equal([`${prefix}[a]`]);
    for (const name of odd) expect(await store.get(name)).to.equal(name);
  });

  it('forgets when the time is over', async () => {
    await store.set(`${prefix}short`, 1, { ttlMs: 60 });
    await store.set(`${prefix}long`, 1, { ttlMs: 60_000 });
    await eventually('forgotten', async () => (await store.get(`${prefix}short`)) === undefined);
    expect(await store.keys(prefix)).to.deep.equal([`${prefix}long`]);
    await store.set(`${prefix}short`, 2, { ttlMs: 60_000 });
    expect(await store.get(`${prefix}short`)).to.equal(2);
  });

  it('takes what was changed, moved or sealed with another key for absent, and says so without its content', async () => {
    await store.set(`${prefix}a`, 'content-of-a');
    const sealed = await shelf.get(`${prefix}a`);
    if (!sealed) throw new Error('nothing was kept');
    await shelf.set(`${prefix}moved`, sealed, {});
    expect(await store.get(`${prefix}moved`)).to.equal(undefined);
    for (const at of [0, 5, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await shelf.set(`${prefix}a`, changed, {});
      expect(await store.get(`${prefix}a`), `byte ${at}`).to.equal(undefined);
    }
    await shelf.set(`${prefix}a`, Buffer.from('short'), {});
    expect(await store.get(`${prefix}a`)).to.equal(undefined);
    await shelf.set(`${prefix}a`, new Seal('another key'.repeat(4)).close(`${prefix}a`, Buffer.from('1')), {});
    expect(await store.get(`${prefix}a`)).to.equal(undefined);
    expect(log.text()).to.include('cannot be opened').and.include(`${prefix}moved`).and.not.include('content-of-a');
    await store.set(`${prefix}a`, 'new');
    expect(await store.get(`${prefix}a`)).to.equal('new');
  });

  it('refuses what is too large', async () => {
    const refusal = await store.set(`${prefix}a`, 'x'.repeat(1000)).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(ValueTooLarge);
    expect(await store.get(`${prefix}a`)).to.equal(undefined);
  });

  it('takes records that do not fit for absent', async () => {
    const schema = Joi.object<{ name: string }>({ name: Joi.string().required() }).required();
    const records = new Records({ store, prefix, schema, logger: log.logger, ttlMs: 60_000 });
    await records.set(7, { name: 'ann' });
    await store.set(`${prefix}8`, { name: 5, secret: 'seen?' });
    expect(await records.get(7)).to.deep.equal({ name: 'ann' });
    expect(await records.get(8)).to.equal(undefined);
    expect(await records.get(9)).to.equal(undefined);
    expect(await records.ids()).to.have.members(['7', '8']);
    expect(log.text()).to.include('does not fit').and.not.include('seen?');
    await records.delete(7);
    expect(await records.ids()).to.deep.equal(['8']);
  });
}
