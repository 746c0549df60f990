import { connect } from 'amqplib';
import { expect } from 'chai';
import { Registry } from '../../src/observability/index.js';
import { eventually } from '../../src/testing/index.js';
import { describeBroker } from './broker-suite.js';
import { rabbitUnderTest, testRabbitUrl } from './broker-under-test.js';
import { Gate, handlerOf, numbered, numberedEvent, publishOneByOne, startApp } from './messaging-app.js';
import { TcpProxy } from './tcp-proxy.js';

describeBroker('messaging on RabbitMQ', rabbitUnderTest());

describe('a service on RabbitMQ', () => {
  const under = rabbitUnderTest();
  let proxy: TcpProxy;
  let url: string;

  before(() => under.open());
  beforeEach(async () => {
    proxy = new TcpProxy(new URL(testRabbitUrl()));
    url = await proxy.open();
  });
  afterEach(() => proxy.cut());
  after(() => under.close());

  const viaProxy = () => ({ config: { BROKER: 'rabbitmq', RABBIT_URL: url } as const });

  it('gets the events again that were under way when its connection broke', async () => {
    const { contract, queue } = numberedEvent();
    const gate = new Gate();
    const got: number[] = [];
    const handler = handlerOf(contract, { queue, maxBatch: 2 }, async (numbers) => {
      got.push(...numbers);
      if (got.length === 1) await gate.pass();
    });
    const app = await startApp(viaProxy(), handler);
    await eventually('ready', () => app.health.connected && app.health.consuming);
    await app.publisher.publish(numbered(contract, 1));
    await eventually('under way', () => got.length === 1);
    await publishOneByOne(app.publisher, numbered(contract, 2, 3, 4, 5));
    await proxy.cut();
    await eventually('noticed', () => !app.health.connected && !app.health.consuming);
    gate.open();
    await proxy.open();
    await eventually('again', () => app.health.connected && app.health.consuming);
    await app.publisher.publish(numbered(contract, 6));
    await eventually('all', () => [1, 2, 3, 4, 5, 6].every((n) => got.includes(n)));
    await eventually('none left', async () => (await under.ready(queue)) === 0);
    expect(got.filter((n) => n === 1)).to.have.length(2);
    await app.close();
    await under.remove([queue]);
  });

  it('refuses to publish at once while the broker is away', async () => {
    const { contract } = numberedEvent();
    const app = await startApp(viaProxy());
    await eventually('connected', () => app.health.connected);
    await proxy.cut();
    await eventually('noticed', () => !app.health.connected);
    const startedMs = Date.now();
    const error = await app.publisher.publish(numbered(contract, 1)).catch((failure: Error) => failure);
    expect(error).to.be.instanceOf(Error);
    expect(Date.now() - startedMs).to.be.below(100);
    await proxy.open();
    await eventually('back', () => app.health.connected);
    await app.publisher.publish(numbered(contract, 1));
    await app.close();
  });

  it('rejects what was not confirmed when the connection broke', async () => {
    const { contract } = numberedEvent();
    const app = await startApp(viaProxy());
    await eventually('connected', () => app.health.connected);
    const publishing = app.publisher.publish(numbered(contract, ...Array.from({ length: 2_000 }, (_, n) => n)));
    const cut = proxy.cut();
    const error = await publishing.catch((failure: Error) => failure);
    await cut;
    expect(error).to.be.instanceOf(Error);
    await app.close();
  });

  it('starts while the broker is away, and consumes once it is there', async () => {
    const { contract, queue } = numberedEvent();
    await proxy.cut();
    const got: number[] = [];
    const app = await startApp(
      viaProxy(),
      handlerOf(contract, { queue }, async (n) => void got.push(...n)),
    );
    expect([app.health.connected, app.health.consuming]).to.deep.equal([false, false]);
    await proxy.open();
    await eventually('ready', () => app.health.connected && app.health.consuming);
    await app.publisher.publish(numbered(contract, 1));
    await eventually('delivered', () => got.length === 1);
    await app.close();
    await under.remove([queue]);
  });

  it('cannot tell the length of queues that an operator has deleted, and consumes on', async () => {
    const { contract, queue } = numberedEvent();
    const registry = new Registry();
    const got: number[] = [];
    const app = await startApp(
      { ...viaProxy(), registry },
      handlerOf(contract, { queue }, async (n) => void got.push(...n)),
    );
    await eventually('ready', () => app.health.connected && app.health.consuming);
    const operator = await connect(testRabbitUrl());
    await (await operator.createChannel()).deleteQueue(`${queue}.dead`);
    await operator.close();
    const samples = await registry.metrics();
    expect(samples).to.not.match(/^coincast_(?:queue_messages|dead_letters)\{/m);
    expect(samples).to.match(/^coincast_broker_consuming 1$/m);
    await app.publisher.publish(numbered(contract, 1));
    await eventually('delivered', () => got.length === 1);
    await app.close();
    await under.remove([queue]);
  });

  it('stops while the broker is away', async () => {
    const { contract, queue } = numberedEvent();
    const app = await startApp(
      viaProxy(),
      handlerOf(contract, { queue }, async () => {}),
    );
    await eventually('ready', () => app.health.consuming);
    await proxy.cut();
    await eventually('noticed', () => !app.health.consuming);
    await app.close();
    await under.remove([queue]);
  });

  it('consumes again after an operator has deleted its queue', async () => {
    const { contract, queue } = numberedEvent();
    const got: number[] = [];
    const app = await startApp(
      viaProxy(),
      handlerOf(contract, { queue }, async (n) => void got.push(...n)),
    );
    await eventually('ready', () => app.health.connected && app.health.consuming);
    const operator = await connect(testRabbitUrl());
    await (await operator.createChannel()).deleteQueue(queue);
    await operator.close();
    await eventually('noticed', () => !app.health.consuming);
    await eventually('consuming again', () => app.health.consuming);
    await app.publisher.publish(numbered(contract, 1));
    await eventually('delivered', () => got.length === 1);
    await app.close();
    await under.remove([queue]);
  });
});
