import { Registry } from '../../src/observability/index.js';
import { eventually } from '../../src/testing/index.js';
import type { BrokerUnderTest } from './broker-under-test.js';
import { deliveryTests } from './delivery-tests.js';
import { failureTests } from './failure-tests.js';
import { type handlerOf, type MessagingApp, numberedEvent, startApp } from './messaging-app.js';
import { metricsTests } from './metrics-tests.js';

type Handler = ReturnType<typeof handlerOf>;

/** One broker through its tests; whatever a test makes is gone after it. */
export class BrokerSuite {
  private readonly apps: MessagingApp[] = [];
  private readonly queues: string[] = [];

  constructor(readonly under: BrokerUnderTest) {}

  newEvent(): ReturnType<typeof numberedEvent> {
    const made = numberedEvent();
    this.queues.push(made.queue);
    return made;
  }

  /** Has a queue removed that `newEvent` has not named. */
  own(queue: string): void {
    this.queues.push(queue);
  }

  start(...handlers: Handler[]): Promise<MessagingApp> {
    return this.startMeasured(new Registry(), ...handlers);
  }

  async startMeasured(registry: Registry, ...handlers: Handler[]): Promise<MessagingApp> {
    const { config, broker } = this.under;
    const app = await startApp({ config, broker, registry }, ...handlers);
    this.apps.push(app);
    await eventually('connected', () => app.health.connected && app.health.consuming);
    return app;
  }

  async clean(): Promise<void> {
    for (const app of this.apps.splice(0)) await app.close();
    await this.under.remove(this.queues.splice(0));
  }
}

/** What both brokers promise. */
export function describeBroker(title: string, under: BrokerUnderTest): void {
  describe(title, () => {
    const suite = new BrokerSuite(under);

    before(() => under.open());
    afterEach(() => suite.clean());
    after(() => under.close());

    deliveryTests(suite);
    failureTests(suite);
    metricsTests(suite);
  });
}
