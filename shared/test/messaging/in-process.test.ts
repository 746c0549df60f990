import { expect } from 'chai';
import { createInProcessBroker } from '../../src/messaging/index.js';
import { eventually } from '../../src/testing/index.js';
import { describeBroker } from './broker-suite.js';
import { inProcessUnderTest } from './broker-under-test.js';
import { Gate, handlerOf, numbered, numberedEvent, startApp } from './messaging-app.js';

describeBroker('messaging in-process', inProcessUnderTest());

describe('the in-process broker', () => {
  it('acknowledges only when the handler has resolved', async () => {
    const { contract, queue } = numberedEvent();
    const broker = createInProcessBroker();
    const gate = new Gate();
    const handler = handlerOf(contract, { queue }, () => gate.pass());
    const app = await startApp({ config: { BROKER: 'in-process' }, broker }, handler);
    await app.publisher.publish(numbered(contract, 1));
    expect(broker.depth(queue)).to.deep.equal({ ready: 0, unacknowledged: 1 });
    gate.open();
    await eventually('acknowledged', () => broker.depth(queue).unacknowledged === 0);
    await app.close();
  });

  it('makes publishers wait for room, and then refuses', async () => {
    const { contract, queue } = numberedEvent();
    const broker = createInProcessBroker({ queueLimit: 3, publishTimeoutMs: 50 });
    const gate = new Gate();
    const subscription = broker.subscribe({
      queue,
      types: [contract.type],
      prefetch: 1,
      settle: async () => {
        await gate.pass();
        return 'ack';
      },
    });
    await broker.publish(numbered(contract, 1, 2, 3));
    const error = await broker.publish(numbered(contract, 4)).catch((failure: Error) => failure);
    expect(error).to.be.instanceOf(Error);
    const waiting = broker.publish(numbered(contract, 4));
    gate.open();
    await waiting;
    await eventually('all settled', () => broker.depth(queue).unacknowledged === 0);
    await subscription.stop();
  });

  it('keeps the newest dead letters and unroutable events', async () => {
    const { contract, queue } = numberedEvent();
    const broker = createInProcessBroker({ deadLetterLimit: 2 });
    await broker.publish(numbered(contract, ...Array.from({ length: 1_005 }, (_, n) => n)));
    expect(broker.unroutable()).to.have.length(1_000);
    expect(broker.unroutable()[0]?.body).to.contain('"n":5}');
    const subscription = broker.subscribe({
      queue,
      types: [contract.type],
      prefetch: 1,
      settle: async () => 'dead-letter',
    });
    await broker.publish(numbered(contract, 1, 2, 3));
    await eventually('all settled', () => broker.depth(queue).ready + broker.depth(queue).unacknowledged === 0);
    expect(broker.deadLetters(queue).map(({ body }) => JSON.parse(body).data.n)).to.deep.equal([2, 3]);
    await subscription.stop();
  });
});
