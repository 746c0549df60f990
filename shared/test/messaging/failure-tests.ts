import { expect } from 'chai';
import { BrokerUnavailableError } from '../../src/messaging/index.js';
import { deliveryLimit } from '../../src/messaging/topology.js';
import { eventually } from '../../src/testing/index.js';
import type { BrokerSuite } from './broker-suite.js';
import { handlerOf, numbered, numberedEvent, publishOneByOne, startApp } from './messaging-app.js';

/** What becomes of events that fail. */
export function failureTests(suite: BrokerSuite): void {
  it('brings an event again after its handler threw', async () => {
    const { contract, queue } = suite.newEvent();
    const calls: number[] = [];
    const handler = handlerOf(contract, { queue }, async ([n = 0]) => {
      calls.push(n);
      if (calls.length === 1) throw new Error('not today');
    });
    const { publisher } = await suite.start(handler);
    await publisher.publish(numbered(contract, 7));
    await eventually('twice', () => calls.length === 2);
    expect(calls).to.deep.equal([7, 7]);
    expect(await suite.under.deadLetters(queue)).to.deep.equal([]);
  });

  it('puts an event that keeps failing to the dead letters after the delivery limit', async () => {
    const { contract, queue } = suite.newEvent();
    let calls = 0;
    const handler = handlerOf(contract, { queue }, async () => {
      calls++;
      throw new Error('never');
    });
    const { publisher } = await suite.start(handler);
    const [event] = numbered(contract, 1);
    if (!event) throw new Error('no event');
    await publisher.publish([event]);
    const dead = await eventually('a dead letter', async () => {
      const letters = await suite.under.deadLetters(queue);
      return letters.length > 0 && letters;
    });
    expect(dead).to.deep.equal([event.body]);
    expect(calls).to.equal(deliveryLimit);
    expect(await suite.under.ready(queue)).to.equal(0);
  });

  it("does not let a poison event fail its batch's others", async () => {
    const { contract, queue } = suite.newEvent();
    const done: number[] = [];
    const handler = handlerOf(contract, { queue }, async (numbers) => {
      if (numbers.includes(5)) throw new Error('poison');
      done.push(...numbers);
    });
    const { publisher } = await suite.start(handler);
    await publisher.publish(numbered(contract, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    await eventually('a dead letter', async () => (await suite.under.deadLetters(queue)).length === 1);
    expect(done.sort()).to.deep.equal([1, 2, 3, 4, 6, 7, 8, 9]);
    expect((await suite.under.deadLetters(queue))[0]).to.contain('"n":5');
  });

  it('puts malformed events to the dead letters at once', async () => {
    const { contract, queue } = suite.newEvent();
    const other = numberedEvent().contract;
    const got: number[] = [];
    const { publisher } = await suite.start(handlerOf(contract, { queue }, async (n) => void got.push(...n)));
    const [wrongType, wrongData] = [...numbered(other, 1), ...numbered(contract, Number.NaN)];
    if (!wrongType || !wrongData) throw new Error('no events');
    await publishOneByOne(publisher, [
      { id: 'no-json', type: contract.type, body: '{' },
      { ...wrongType, type: contract.type },
      wrongData,
      ...numbered(contract, 2),
    ]);
    await eventually('three dead letters', async () => (await suite.under.deadLetters(queue)).length === 3);
    await eventually('the good one', () => got.length === 1);
    expect(got).to.deep.equal([2]);
  });

  it('waits out a database or a broker that is away, without using up deliveries', async () => {
    const { contract, queue } = suite.newEvent();
    let calls = 0;
    const handler = handlerOf(contract, { queue }, async () => {
      calls++;
      if (calls === 1) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
      if (calls === 2) throw new BrokerUnavailableError('away');
      if (calls <= 6) throw new Error('never');
    });
    const { publisher } = await suite.start(handler);
    await publisher.publish(numbered(contract, 1));
    await eventually('handled at the fifth delivery', () => calls === 7);
    expect(await suite.under.deadLetters(queue)).to.deep.equal([]);
  });

  it('gives back what waits for the database when it stops', async () => {
    const { contract, queue } = suite.newEvent();
    let calls = 0;
    const app = await suite.start(
      handlerOf(contract, { queue }, async () => {
        calls++;
        throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      }),
    );
    await app.publisher.publish(numbered(contract, 1));
    await eventually('tried', () => calls > 0);
    await app.close();
    const got: number[] = [];
    await suite.start(handlerOf(contract, { queue }, async (numbers) => void got.push(...numbers)));
    await eventually('brought again', () => got.length === 1);
  });

  it('gives back without using up deliveries, however often it stops', async () => {
    const { contract, queue } = suite.newEvent();
    let calls = 0;
    for (let stops = 0; stops <= deliveryLimit; stops++) {
      const before = calls;
      const app = await suite.start(
        handlerOf(contract, { queue }, async () => {
          calls++;
          throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        }),
      );
      if (stops === 0) await app.publisher.publish(numbered(contract, 1));
      await eventually('tried', () => calls > before);
      await app.close();
    }
    const got: number[] = [];
    await suite.start(handlerOf(contract, { queue }, async (numbers) => void got.push(...numbers)));
    await eventually('brought again', () => got.length === 1);
    expect(await suite.under.deadLetters(queue)).to.deep.equal([]);
  });

  it('refuses two handlers on one queue', async () => {
    const { contract, queue } = numberedEvent();
    const handlers = [1, 2].map(() => handlerOf(contract, { queue }, async () => {}));
    const error = await startApp(suite.under, ...handlers).then(
      () => undefined,
      (failure: Error) => failure,
    );
    expect(error?.message).to.contain('two handlers');
  });
}
