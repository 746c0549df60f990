import { expect } from 'chai';
import { eventually } from '../../src/testing/index.js';
import type { BrokerSuite } from './broker-suite.js';
import { Gate, handlerOf, numbered, numberedEvent, publishOneByOne } from './messaging-app.js';

/** How events reach their handlers. */
export function deliveryTests(suite: BrokerSuite): void {
  it('brings an event to each queue bound for its type and to no other', async () => {
    const [first, second] = [suite.newEvent(), suite.newEvent()];
    const copy = `${first.queue}.copy`;
    suite.own(copy);
    const got: string[] = [];
    const take = (name: string) => async (numbers: number[]) => void got.push(...numbers.map((n) => `${name}${n}`));
    const { publisher } = await suite.start(
      handlerOf(first.contract, { queue: first.queue }, take('a')),
      handlerOf(first.contract, { queue: copy }, take('b')),
      handlerOf(second.contract, { queue: second.queue }, take('c')),
    );
    await publisher.publish([...numbered(first.contract, 1), ...numbered(second.contract, 2)]);
    await eventually('three deliveries', () => got.length >= 3);
    expect(got.sort()).to.deep.equal(['a1', 'b1', 'c2']);
  });

  it('keeps the order in which events were published', async () => {
    const { contract, queue } = suite.newEvent();
    const got: number[] = [];
    const { publisher } = await suite.start(handlerOf(contract, { queue }, async (n) => void got.push(...n)));
    const numbers = Array.from({ length: 500 }, (_, n) => n);
    await publisher.publish(numbered(contract, ...numbers));
    await eventually('all', () => got.length >= 500);
    expect(got).to.deep.equal(numbers);
  });

  it('calls the handler with one event when idle and with batches under load', async () => {
    const { contract, queue } = suite.newEvent();
    const gate = new Gate();
    const batches: number[][] = [];
    const handler = handlerOf(contract, { queue, maxBatch: 10 }, async (numbers) => {
      batches.push(numbers);
      await gate.pass();
    });
    const { publisher } = await suite.start(handler);
    await publisher.publish(numbered(contract, 0));
    await eventually('first batch', () => batches.length === 1);
    await publishOneByOne(publisher, numbered(contract, ...Array.from({ length: 30 }, (_, i) => i + 1)));
    // Prefetch is 20: one is under way, nineteen wait here, eleven at the broker.
    await eventually('prefetched', async () => (await suite.under.ready(queue)) === 11);
    gate.open();
    await eventually('all', () => batches.flat().length >= 31);
    expect(batches.map(({ length }) => length).slice(0, 2)).to.deep.equal([1, 10]);
    expect(Math.max(...batches.map(({ length }) => length))).to.equal(10);
    expect(batches.flat()).to.have.length(31);
  });

  it('takes no more than the prefetch', async () => {
    const { contract, queue } = suite.newEvent();
    const gate = new Gate();
    const handler = handlerOf(contract, { queue, maxBatch: 1, prefetch: 3 }, () => gate.pass());
    const { publisher } = await suite.start(handler);
    await publishOneByOne(publisher, numbered(contract, 1, 2, 3, 4, 5));
    await eventually('three taken', async () => (await suite.under.ready(queue)) === 2);
    gate.open();
    await eventually('none left', async () => (await suite.under.ready(queue)) === 0);
  });

  it('finishes the events under way before it stops, and leaves the others to the next', async () => {
    const { contract, queue } = suite.newEvent();
    const gate = new Gate();
    const first: number[] = [];
    const app = await suite.start(
      handlerOf(contract, { queue, maxBatch: 1, prefetch: 1 }, async (numbers) => {
        first.push(...numbers);
        await gate.pass();
      }),
    );
    await publishOneByOne(app.publisher, numbered(contract, 1, 2));
    await eventually('under way', () => first.length === 1);
    let closed = false;
    const closing = app.close().then(() => {
      closed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).to.equal(false);
    gate.open();
    await closing;
    const second: number[] = [];
    await suite.start(handlerOf(contract, { queue }, async (numbers) => void second.push(...numbers)));
    await eventually('the other', () => second.length > 0);
    expect([first, second]).to.deep.equal([[1], [2]]);
  });

  it('keeps events that no queue is bound for', async () => {
    const { publisher } = await suite.start();
    const [event] = numbered(numberedEvent().contract, 1);
    if (!event) throw new Error('no event');
    await publisher.publish([event]);
    await eventually('kept', async () => (await suite.under.unroutable()).includes(event.body));
  });
}
