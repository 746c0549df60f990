import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, endFailed, openTracing, SpanKind, traceparentOf } from '@coincast/shared/observability';
import { eventually, type OtlpReceiver, startOtlpReceiver } from '@coincast/shared/testing';
import { expect } from 'chai';

const cause = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('tracing', () => {
  let receiver: OtlpReceiver;
  const logger = createLogger('test', 'silent');
  const open = async (service: string, endpoint: string) => {
    const tracing = await openTracing(service, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, logger);
    if (!tracing) throw new Error('Tracing is off');
    return tracing;
  };

  beforeEach(async () => {
    receiver = await startOtlpReceiver();
  });
  afterEach(() => receiver.close());

  it('is off without a collector', async () => {
    expect(await openTracing('test', {}, logger)).to.equal(undefined);
  });

  it('sends the spans of several services in one process, each under its own name, at the end at the latest', async () => {
    const [one, other] = [await open('one', receiver.url), await open('other', receiver.url)];
    const span = one.start('first', SpanKind.SERVER, cause, { 'coincast.job_id': 12 });
    endFailed(other.start('second', SpanKind.CONSUMER, traceparentOf(span), {}), 'dead-letter');
    span.end();
    await one.close();
    other.start('third', SpanKind.INTERNAL, 'no traceparent', {}).end();
    await other.close();
    const [first, second, third] = [...receiver.spans].sort((a, b) => a.name.localeCompare(b.name));
    expect(first).to.deep.include({
      service: 'one',
      kind: 'server',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      failed: false,
      attributes: { 'coincast.job_id': 12 },
    });
    expect(second).to.deep.include({
      service: 'other',
      kind: 'consumer',
      parentSpanId: first?.spanId,
      failed: true,
      attributes: { 'error.type': 'dead-letter' },
    });
    expect(third).to.not.have.property('parentSpanId');
    expect(third?.traceId).to.not.equal(first?.traceId);
  });

  it('takes any number of spans while the collector is away, and ends all the same', async () => {
    await receiver.close();
    const tracing = await open('test', receiver.url);
    for (let i = 0; i < 10_000; i++) tracing.start('lost', SpanKind.INTERNAL, cause, {}).end();
    await tracing.close();
    receiver = await startOtlpReceiver();
  }).timeout(20_000);

  it('does not wait for a collector that never answers', async () => {
    let asked = 0;
    const silent = createServer(() => {
      asked += 1;
    });
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const tracing = await open('test', `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    tracing.start('unheard', SpanKind.INTERNAL, cause, {}).end();
    await tracing.close();
    await eventually('the request', async () => asked === 1);
    silent.closeAllConnections();
    silent.close();
  }).timeout(8_000);
});
