import { expect } from 'chai';
import { BrokerUnavailableError } from '../../src/messaging/index.js';
import { deliveryLimit } from '../../src/messaging/topology.js';
import { eventually } from '../../src/testing/index.js';
import type { BrokerUnderTest } from './broker-under-test.js';
import { Gate, handlerOf, type MessagingApp, numbered, numberedEvent, startApp } from './messaging-app.js';

/** What both brokers promise. */
export function describeBroker(title: string, open: () => Promise<BrokerUnderTest>): void {
  describe(title, () => {
    let under: BrokerUnderTest;
    let apps: MessagingApp[] = [];
    let queues: string[] = [];

    const newEvent = () => {
      const made = numberedEvent();
      queues.push(made.queue);
      return made;
    };
    const start = async (...handlers: ReturnType<typeof handlerOf>[]) => {
      const app = await startApp(under, ...handlers);
      apps.push(app);
      await eventually('connected', () => app.health.connected && app.health.consuming);
      return app;
    };

    before(async () => {
      under = await open();
    });
    afterEach(async () => {
      for (const app of apps.splice(0)) await app.close();
      await under.remove(queues.splice(0));
      apps = [];
      queues = [];
    });
    after(() => under.close());

    it('brings an event to each queue bound for its type and to no other', async () => {
      const [first, second] = [newEvent(), newEvent()];
      const copy = `${first.queue}.copy`;
      queues.push(copy);
      const got: string[] = [];
      const take = (name: string) => async (numbers: number[]) => void got.push(...numbers.map((n) => `${name}${n}`));
      const { publisher } = await start(
        handlerOf(first.contract, { queue: first.queue }, take('a')),
        handlerOf(first.contract, { queue: copy }, take('b')),
        handlerOf(second.contract, { queue: second.queue }, take('c')),
      );
      await publisher.publish([...numbered(first.contract, 1), ...numbered(second.contract, 2)]);
      await eventually('three deliveries', () => got.length >= 3);
      expect(got.sort()).to.deep.equal(['a1', 'b1', 'c2']);
    });

    it('keeps the order in which events were published', async () => {
      const { contract, queue } = newEvent();
      const got: number[] = [];
      const { publisher } = await start(handlerOf(contract, { queue }, async (n) => void got.push(...n)));
      const numbers = Array.from({ length: 500 }, (_, n) => n);
      await publisher.publish(numbered(contract, ...numbers));
      await eventually('all', () => got.length >= 500);
      expect(got).to.deep.equal(numbers);
    });

    it('calls the handler with one event when idle and with batches under load', async () => {
      const { contract, queue } = newEvent();
      const gate = new Gate();
      const batches: number[][] = [];
      const handler = handlerOf(contract, { queue, maxBatch: 10 }, async (numbers) => {
        batches.push(numbers);
        await gate.pass();
      });
      const { publisher } = await start(handler);
      await publisher.publish(numbered(contract, 0));
      await eventually('first batch', () => batches.length === 1);
      await publisher.publish(numbered(contract, ...Array.from({ length: 30 }, (_, i) => i + 1)));
      // Prefetch is 20: one is under way, nineteen wait here, eleven at the broker.
      await eventually('prefetched', async () => (await under.ready(queue)) === 11);
      gate.open();
      await eventually('all', () => batches.flat().length >= 31);
      expect(batches.map(({ length }) => length).slice(0, 2)).to.deep.equal([1, 10]);
      expect(Math.max(...batches.map(({ length }) => length))).to.equal(10);
      expect(batches.flat()).to.have.length(31);
    });

    it('takes no more than the prefetch', async () => {
      const { contract, queue } = newEvent();
      const gate = new Gate();
      const handler = handlerOf(contract, { queue, maxBatch: 1, prefetch: 3 }, () => gate.pass());
      const { publisher } = await start(handler);
      await publisher.publish(numbered(contract, 1, 2, 3, 4, 5));
      await eventually('three taken', async () => (await under.ready(queue)) === 2);
      gate.open();
      await eventually('none left', async () => (await under.ready(queue)) === 0);
    });

    it('brings an event again after its handler threw', async () => {
      const { contract, queue } = newEvent();
      const calls: number[] = [];
      const handler = handlerOf(contract, { queue }, async ([n = 0]) => {
        calls.push(n);
        if (calls.length === 1) throw new Error('not today');
      });
      const { publisher } = await start(handler);
      await publisher.publish(numbered(contract, 7));
      await eventually('twice', () => calls.length === 2);
      expect(calls).to.deep.equal([7, 7]);
      expect(await under.deadLetters(queue)).to.deep.equal([]);
    });

    it('puts an event that keeps failing to the dead letters after the delivery limit', async () => {
      const { contract, queue } = newEvent();
      let calls = 0;
      const handler = handlerOf(contract, { queue }, async () => {
        calls++;
        throw new Error('never');
      });
      const { publisher } = await start(handler);
      const [event] = numbered(contract, 1);
      if (!event) throw new Error('no event');
      await publisher.publish([event]);
      const dead = await eventually('a dead letter', async () => {
        const letters = await under.deadLetters(queue);
        return letters.length > 0 && letters;
      });
      expect(dead).to.deep.equal([event.body]);
      expect(calls).to.equal(deliveryLimit);
      expect(await under.ready(queue)).to.equal(0);
    });

    it("does not let a poison event fail its batch's others", async () => {
      const { contract, queue } = newEvent();
      const done: number[] = [];
      const handler = handlerOf(contract, { queue }, async (numbers) => {
        if (numbers.includes(5)) throw new Error('poison');
        done.push(...numbers);
      });
      const { publisher } = await start(handler);
      await publisher.publish(numbered(contract, 1, 2, 3, 4, 5, 6, 7, 8, 9));
      await eventually('a dead letter', async () => (await under.deadLetters(queue)).length === 1);
      expect(done.sort()).to.deep.equal([1, 2, 3, 4, 6, 7, 8, 9]);
      expect((await under.deadLetters(queue))[0]).to.contain('"n":5');
    });

    it('puts malformed events to the dead letters at once', async () => {
      const { contract, queue } = newEvent();
      const other = numberedEvent().contract;
      const got: number[] = [];
      const { publisher } = await start(handlerOf(contract, { queue }, async (n) => void got.push(...n)));
      const [wrongType, wrongData] = [...numbered(other, 1), ...numbered(contract, Number.NaN)];
      if (!wrongType || !wrongData) throw new Error('no events');
      await publisher.publish([
        { id: 'no-json', type: contract.type, body: '{' },
        { ...wrongType, type: contract.type },
        wrongData,
        ...numbered(contract, 2),
      ]);
      await eventually('three dead letters', async () => (await under.deadLetters(queue)).length === 3);
      await eventually('the good one', () => got.length === 1);
      expect(got).to.deep.equal([2]);
    });

    it('waits out a database or a broker that is away, without using up deliveries', async () => {
      const { contract, queue } = newEvent();
      let calls = 0;
      const handler = handlerOf(contract, { queue }, async () => {
        calls++;
        if (calls === 1) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
        if (calls === 2) throw new BrokerUnavailableError('away');
        if (calls <= 6) throw new Error('never');
      });
      const { publisher } = await start(handler);
      await publisher.publish(numbered(contract, 1));
      await eventually('handled at the fifth delivery', () => calls === 7);
      expect(await under.deadLetters(queue)).to.deep.equal([]);
    });

    it('finishes the events under way before it stops, and leaves the others to the next', async () => {
      const { contract, queue } = newEvent();
      const gate = new Gate();
      const first: number[] = [];
      const app = await start(
        handlerOf(contract, { queue, maxBatch: 1, prefetch: 1 }, async (numbers) => {
          first.push(...numbers);
          await gate.pass();
        }),
      );
      await app.publisher.publish(numbered(contract, 1, 2));
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
      await start(handlerOf(contract, { queue }, async (numbers) => void second.push(...numbers)));
      await eventually('the other', () => second.length > 0);
      expect([first, second]).to.deep.equal([[1], [2]]);
    });

    it('gives back what waits for the database when it stops', async () => {
      const { contract, queue } = newEvent();
      let calls = 0;
      const app = await start(
        handlerOf(contract, { queue }, async () => {
          calls++;
          throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        }),
      );
      await app.publisher.publish(numbered(contract, 1));
      await eventually('tried', () => calls > 0);
      await app.close();
      const got: number[] = [];
      await start(handlerOf(contract, { queue }, async (numbers) => void got.push(...numbers)));
      await eventually('brought again', () => got.length === 1);
    });

    it('keeps events that no queue is bound for', async () => {
      const { publisher } = await start();
      const [event] = numbered(numberedEvent().contract, 1);
      if (!event) throw new Error('no event');
      await publisher.publish([event]);
      await eventually('kept', async () => (await under.unroutable()).includes(event.body));
    });

    it('refuses two handlers on one queue', async () => {
      const { contract, queue } = numberedEvent();
      const handlers = [1, 2].map(() => handlerOf(contract, { queue }, async () => {}));
      const error = await startApp(under, ...handlers).then(
        () => undefined,
        (failure: Error) => failure,
      );
      expect(error?.message).to.contain('two handlers');
    });
  });
}
