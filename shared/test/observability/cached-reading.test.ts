import { expect } from 'chai';
import { cachedReading } from '../../src/observability/index.js';

describe('cachedReading', () => {
  it('reads once for a storm of callers, and again when the answer is old', async () => {
    let reads = 0;
    const read = cachedReading(async () => ++reads, { believedMs: 60_000 });
    expect(await Promise.all(Array.from({ length: 100 }, read))).to.deep.equal(Array.from({ length: 100 }, () => 1));
    expect(await read()).to.equal(1);
    const eager = cachedReading(async () => ++reads, { believedMs: 0 });
    expect([await eager(), await eager()]).to.deep.equal([2, 3]);
  });

  it('has no answer when the reading fails or takes too long, and begins no other beside it', async () => {
    let reads = 0;
    let finish: (value: string) => void = () => undefined;
    const slow = () => {
      reads++;
      return new Promise<string>((resolve) => {
        finish = resolve;
      });
    };
    const read = cachedReading(slow, { believedMs: 0, limitMs: 5 });
    expect(await read()).to.equal(undefined);
    expect(await read()).to.equal(undefined);
    expect(reads).to.equal(1);
    finish('at last');
    expect(await cachedReading(() => Promise.reject(new Error('away')))()).to.equal(undefined);
  });
});
