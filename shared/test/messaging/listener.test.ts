import { expect } from 'chai';
import { EventPublisher, listen, on } from '../../src/messaging/index.js';
import { createLogger } from '../../src/observability/index.js';
import { eventually } from '../../src/testing/index.js';
import { inProcessUnderTest, rabbitUnderTest } from './broker-under-test.js';
import { type MessagingApp, numbered, numberedEvent, startApp } from './messaging-app.js';

const logger = createLogger('test', 'silent');

for (const [title, under] of [
  ['in-process', inProcessUnderTest()],
  ['on RabbitMQ', rabbitUnderTest()],
] as const) {
  describe(`a listener ${title}`, () => {
    let app: MessagingApp;
    let publisher: EventPublisher;

    before(async () => {
      await under.open();
      app = await startApp(under);
      publisher = app.publisher;
      await eventually('connected', () => app.health.connected);
    });
    after(async () => {
      await app.close();
      await under.close();
    });

    it('reacts to each kind of event, each once', async () => {
      const [created, finished] = [numberedEvent(), numberedEvent()];
      const got: string[] = [];
      const listener = await listen({
        ...under,
        service: 'test',
        logger,
        queue: created.queue,
        reactions: [
          on(created.contract, ({ data }) => void got.push(`created ${data.n}`)),
          on(finished.contract, async ({ data }) => void got.push(`finished ${data.n}`)),
        ],
      });
      await publisher.publish([...numbered(created.contract, 1), ...numbered(finished.contract, 2)]);
      await eventually('both', () => got.length === 2);
      expect(got.sort()).to.deep.equal(['created 1', 'finished 2']);
      await listener.close();
      await under.remove([created.queue]);
    });

    it('finds on a durable queue what came while it was closed', async () => {
      const { contract, queue } = numberedEvent();
      const got: number[] = [];
      const options = {
        ...under,
        service: 'test',
        logger,
        queue,
        reactions: [on(contract, ({ data }) => void got.push(data.n))],
      };
      await (await listen(options)).close();
      await publisher.publish(numbered(contract, 1));
      const listener = await listen(options);
      await eventually('found', () => got.length === 1);
      await listener.close();
      await under.remove([queue]);
    });

    it('shares nothing on a queue of its own', async () => {
      const { contract } = numberedEvent();
      const got: string[] = [];
      const options = (name: string) => ({
        ...under,
        service: 'test',
        logger,
        queue: null,
        reactions: [on(contract, ({ data }) => void got.push(`${name}${data.n}`))],
      });
      const listeners = [await listen(options('a')), await listen(options('b'))];
      await publisher.publish(numbered(contract, 1));
      await eventually('both', () => got.length === 2);
      expect(got.sort()).to.deep.equal(['a1', 'b1']);
      for (const listener of listeners) await listener.close();
    });
  });
}
