import { expect } from 'chai';
import { Batcher, BatcherFullError } from '../../src/batching/index.js';
import { Gate } from '../messaging/messaging-app.js';

describe('a batcher', () => {
  it('runs together what arrives in one turn of the event loop', async () => {
    const runs: number[][] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        runs.push(items);
        return items.map((item) => item * 2);
      },
      { maxSize: 10 },
    );
    expect(await Promise.all([batcher.add(1), batcher.add(2), batcher.add(3)])).to.deep.equal([2, 4, 6]);
    expect(await batcher.add(4)).to.equal(8);
    expect(runs).to.deep.equal([[1, 2, 3], [4]]);
  });

  it('gathers what arrives during a run, in order and up to its size', async () => {
    const runs: number[][] = [];
    const gate = new Gate();
    const batcher = new Batcher<number, undefined>(
      async (items) => {
        runs.push(items);
        await gate.pass();
        return items.map(() => undefined);
      },
      { maxSize: 2 },
    );
    const first = batcher.add(1);
    await new Promise((resolve) => setImmediate(resolve));
    const others = [2, 3, 4].map((item) => batcher.add(item));
    gate.open();
    await Promise.all([first, ...others]);
    expect(runs).to.deep.equal([[1], [2, 3], [4]]);
  });

  it('fills a batch up to its weight; what is heavier goes alone', async () => {
    const runs: number[][] = [];
    const batcher = new Batcher<number, undefined>(
      async (items) => {
        runs.push(items);
        return items.map(() => undefined);
      },
      { maxSize: 4, weight: { of: (item) => item, max: 10 } },
    );
    await Promise.all([5, 5, 1, 20, 30, 9, 2, 0, 0, 0, 0].map((item) => batcher.add(item)));
    expect(runs).to.deep.equal([[5, 5], [1], [20], [30], [9], [2, 0, 0, 0], [0]]);
  });

  it('under load gathers for its pace or until a batch is full; before that makes nobody wait', async () => {
    const runs: number[] = [];
    const run = async (items: number[]) => {
      runs.push(items.length);
      return items.map(() => undefined);
    };
    const batcher = new Batcher<number, undefined>(run, { maxSize: 30, paceMs: 2_000 });
    await batcher.add(1);
    await batcher.add(2);
    const many = (count: number) => Array.from({ length: count }, (_, n) => batcher.add(n));
    await Promise.all(many(29));
    const few = many(2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(runs).to.deep.equal([1, 1, 29]);
    await Promise.all([...few, ...many(28)]);
    expect(runs).to.deep.equal([1, 1, 29, 30]);
  });

  it('never has more runs at once than it may', async () => {
    for (const concurrency of [1, 3]) {
      let [running, most] = [0, 0];
      const batcher = new Batcher<number, undefined>(
        async (items) => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          return items.map(() => undefined);
        },
        { maxSize: 1, concurrency },
      );
      await Promise.all(Array.from({ length: 20 }, (_, item) => batcher.add(item)));
      expect(most).to.equal(concurrency);
    }
  });

  it('gives each item its own outcome', async () => {
    const batcher = new Batcher<number, string>(
      async (items) => items.map((item) => (item === 2 ? new Error('two') : `ok ${item}`)),
      { maxSize: 10 },
    );
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('rejects every item of a run that threw, or that answered too little, and goes on', async () => {
    let runs = 0;
    const batcher = new Batcher<number, number>(
      async (items) => {
        runs++;
        if (runs === 1) throw new Error('down');
        return runs === 2 ? [] : items;
      },
      { maxSize: 10 },
    );
    const statuses = async (...items: number[]) =>
      (await Promise.allSettled(items.map((item) => batcher.add(item)))).map(({ status }) => status);
    expect(await statuses(1, 2)).to.deep.equal(['rejected', 'rejected']);
    expect(await statuses(3)).to.deep.equal(['rejected']);
    expect(await statuses(4)).to.deep.equal(['fulfilled']);
  });

  it('refuses items above its bound', async () => {
    const batcher = new Batcher<number, number>(async (items) => items, { maxSize: 1, maxWaiting: 2 });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).to.have.property('reason').that.is.instanceOf(BatcherFullError);
  });
});
