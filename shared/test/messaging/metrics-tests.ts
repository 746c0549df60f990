import { expect } from 'chai';
import { Registry } from '../../src/observability/index.js';
import { eventually } from '../../src/testing/index.js';
import type { BrokerSuite } from './broker-suite.js';
import { handlerOf, numbered, publishOneByOne } from './messaging-app.js';

/** What both brokers tell Prometheus. */
export function metricsTests(suite: BrokerSuite): void {
  it('counts what is published, handled, brought again and given up, and what lies in the queue', async () => {
    const { contract, queue } = suite.newEvent();
    const registry = new Registry();
    let failures = 0;
    const { publisher } = await suite.startMeasured(
      registry,
      handlerOf(contract, { queue, maxBatch: 1 }, async (numbers) => {
        if (numbers.includes(2) && failures++ === 0) throw new Error('once');
      }),
    );
    const [first, second, malformed] = numbered(contract, 1, 2, Number.NaN);
    if (!first || !second || !malformed) throw new Error('no events');
    await publishOneByOne(publisher, [first, second, malformed]);
    const labels = (outcome: string) => `coincast_events_consumed_total{queue="${queue}",outcome="${outcome}"}`;
    await eventually('all is settled', async () => {
      const consumed = await registry.getSingleMetricAsString('coincast_events_consumed_total');
      return consumed.includes(`${labels('ack')} 2`) && consumed.includes(`${labels('dead-letter')} 1`);
    });
    // What the broker said is believed for some seconds.
    const samples = await eventually(
      'the dead letter has arrived',
      async () => {
        const now = (await registry.metrics()).split('\n');
        return now.includes(`coincast_dead_letters{queue="${queue}"} 1`) && now;
      },
      15_000,
    );
    expect(samples).to.include.members([
      `${labels('requeue')} 1`,
      `${labels('dead-letter')} 1`,
      `coincast_events_redelivered_total{queue="${queue}"} 1`,
      `coincast_events_published_total{type="${contract.type}"} 3`,
      `coincast_queue_messages{queue="${queue}"} 0`,
      'coincast_broker_connected 1',
      'coincast_broker_consuming 1',
    ]);
    for (const histogram of ['coincast_event_lag_seconds', 'coincast_event_handling_seconds'])
      expect(samples.find((line) => line.startsWith(`${histogram}_count{queue="${queue}"}`))).to.match(/ 4$/);
  });
}
