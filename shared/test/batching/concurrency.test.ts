import { expect } from 'chai';
import { Batcher } from '../../src/batching/index.js';

/** A batcher whose runs end when they are told to, with how many are under way. */
function observed(maxSize: number, concurrency: number) {
  const runs: { items: number[]; end: () => void }[] = [];
  let most = 0;
  let underWay = 0;
  const batcher = new Batcher<number, number>(
    async (items) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise<void>((end) => runs.push({ items, end }));
      underWay -= 1;
      return items;
    },
    { maxSize, concurrency },
  );
  return { batcher, runs, most: () => most };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Batcher with concurrency', () => {
  it('starts a run beside one that takes long, up to the limit', async () => {
    const { batcher, runs, most } = observed(1, 2);
    const results = Promise.all([1, 2, 3].map((item) => batcher.add(item)));
    for (let i = 0; i < 5; i++) await turn();
    expect(runs.map(({ items }) => items)).to.deep.equal([[1], [2]]);
    runs[1]?.end();
    for (let i = 0; i < 5; i++) await turn();
    expect(runs.map(({ items }) => items)).to.deep.equal([[1], [2], [3]]);
    for (const { end } of runs) end();
    expect(await results).to.deep.equal([1, 2, 3]);
    expect(most()).to.equal(2);
  });

  it('still brings together what arrives in one turn', async () => {
    const { batcher, runs } = observed(10, 4);
    const results = Promise.all([1, 2, 3].map((item) => batcher.add(item)));
    await turn();
    expect(runs.map(({ items }) => items)).to.deep.equal([[1, 2, 3]]);
    runs[0]?.end();
    expect(await results).to.deep.equal([1, 2, 3]);
  });

  it('takes work again after it was idle', async () => {
    const { batcher, runs } = observed(1, 2);
    for (const item of [1, 2, 3]) {
      const result = batcher.add(item);
      for (let i = 0; i < 3; i++) await turn();
      runs.at(-1)?.end();
      expect(await result).to.equal(item);
    }
  });
});
