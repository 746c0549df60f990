import { randomBytes } from 'node:crypto';
import { Buyer, series } from '@coincast/e2e/buyer';
import { eventually, type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '@coincast/shared/testing';
import { expect } from 'chai';
import { forEachSystem } from './systems.js';

const receiver: OtlpReceiver = await startOtlpReceiver();
after(() => receiver.close());

forEachSystem(
  'One job is one trace',
  (system, kind) => {
    it('from the request through every event to the end of the job, in every service', async () => {
      const buyer = await Buyer.register(system.url, 100);
      const traceId = randomBytes(16).toString('hex');
      const { body, status } = await buyer.call<{ id: number }>('/api/predict/', {
        json: { model_name: 'Demo', data: series(3) },
        headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
      });
      expect(status).to.equal(202);
      await buyer.finished(body.id);
      // Each process sends its spans when it is time for it.
      const spans = await eventually('all spans', async () => {
        const ofTrace = receiver.spans.filter((span) => span.traceId === traceId);
        return ofTrace.length >= wholeJob.trim().split('\n').length && ofTrace;
      });
      const [root] = spans.filter(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7');
      expect(root && outline(root, spans)).to.equal(wholeJob.trim());
      const processed = spans.filter(({ kind: kindOfSpan }) => kindOfSpan === 'consumer');
      for (const { attributes } of processed) {
        expect(attributes).to.include({
          'coincast.job_id': body.id,
          'messaging.system': kind === 'services' ? 'rabbitmq' : 'in-process',
        });
      }
      expect(spans.filter(({ failed }) => failed)).to.deep.equal([]);
      expect(receiver.headers['x-collector-key']).to.equal('opens-it');
    });

    it('begins at the gateway for who brings no trace', async () => {
      const buyer = await Buyer.register(system.url, 0);
      const isRoot = ({ service, parentSpanId, attributes }: ReceivedSpan) =>
        service === 'gateway' &&
        parentSpanId === undefined &&
        attributes['coincast.request_id'] === 'a-request-of-ours';
      await buyer.call('/api/account/balance', { headers: { 'x-request-id': 'a-request-of-ours' } });
      const root = await eventually('the span of the request', async () => receiver.spans.find(isRoot));
      expect(root.name).to.equal('GET /api/account/*');
      expect(root.attributes).to.include({ 'http.response.status_code': 200 });
    });
  },
  {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=opens-it',
    OTEL_BSP_SCHEDULE_DELAY: '100',
  },
);

const wholeJob = `
gateway: POST /api/predict/*
  prediction-service: POST /api/predict
    billing-service: POST /internal/balances
    prediction-service: publish credits.debit.requested
      billing-service: process billing.credits.debit.requested
        billing-service: publish credits.debited
          prediction-service: process prediction.credits.debited
            prediction-service: publish inference.requested
              inference-worker: process worker.inference.requested
                inference-worker: publish inference.completed
                  prediction-service: process prediction.inference.completed
                    prediction-service: publish job.finished
                      web-ui: process job.finished
                inference-worker: run Demo
          web-ui: process credits.debited
    prediction-service: publish job.created
      web-ui: process job.created
`;

/** A span and what it caused below it, a line each, in the order of their names. */
function outline({ service, name, spanId }: ReceivedSpan, all: readonly ReceivedSpan[], depth = 0): string {
  const caused = all.filter(({ parentSpanId }) => parentSpanId === spanId);
  const below = caused.map((span) => outline(span, all, depth + 1)).sort();
  return [`${'  '.repeat(depth)}${service}: ${name}`, ...below].join('\n');
}
