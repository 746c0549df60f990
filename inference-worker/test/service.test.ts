import {
  type InferenceCompleted,
  type InferenceFailed,
  type InferenceRequested,
  inferenceCompleted,
  inferenceFailed,
  inferenceRequested,
} from '@coincast/shared/contracts';
import type { RunningService } from '@coincast/shared/http';
import {
  type CloudEvent,
  createInProcessBroker,
  type InProcessBroker,
  parseEvent,
  serializeEvent,
} from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { type InferenceWorkerParts, startInferenceWorker } from '../src/service.js';
import { misbehavingWorkerUrl } from './inference/misbehaving.worker.js';
import { numbers, request } from './inference/requests.js';

const env = {
  BROKER: 'in-process',
  PREDICTION_URL: 'http://127.0.0.1:1',
  INTERNAL_TOKEN: 'a-service-token-of-32-characters',
  MODEL_TIME_LIMIT_MS: '20000',
  MODEL_THREADS: '1',
};

const logger = createLogger('inference-worker', 'silent');

describe('inference worker', () => {
  let broker: InProcessBroker;
  let worker: RunningService;
  let completed: CloudEvent<InferenceCompleted>[];
  let failed: CloudEvent<InferenceFailed>[];

  const start = (parts: InferenceWorkerParts = {}) =>
    startInferenceWorker(env, { broker, logger, modelWorkerUrl: misbehavingWorkerUrl, ...parts });

  const ask = (data: InferenceRequested, traceparent?: string) =>
    broker.publish([serializeEvent(inferenceRequested, data, { source: '/test', subject: data.job_id, traceparent })]);

  beforeEach(async () => {
    broker = createInProcessBroker();
    completed = [];
    failed = [];
    broker.subscribe({
      queue: 'test.answers',
      types: [inferenceCompleted.type, inferenceFailed.type],
      prefetch: 100,
      settle: async ({ type, message }) => {
        if (type === inferenceCompleted.type) completed.push(parseEvent(inferenceCompleted, message));
        else failed.push(parseEvent(inferenceFailed, message));
        return 'ack';
      },
    });
    worker = await start();
  });

  afterEach(() => worker.close());

  it('answers a request with the forecast, in the trace that asked', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await ask(request(12, 'LinearTrend', [1, 2, 3], 1), traceparent);
    const answer = await eventually('the forecast', () => completed[0]);
    expect(answer).to.include({ source: '/inference-worker', subject: '12', traceparent });
    expect(answer.data.forecast.kind === 'inline' && numbers(answer.data.forecast.values)).to.deep.equal([4]);
  });

  it('answers a request that fails, and each of many', async () => {
    await ask(request(1, 'Throwing', [1, 2]));
    for (let id = 2; id <= 200; id++) await ask(request(id, 'Demo', [1, 2, id]));
    await eventually('200 answers', () => completed.length + failed.length === 200);
    expect(failed.map(({ data }) => data)).to.deep.equal([
      { job_id: 1, reason: 'model_failed', detail: 'a matrix is singular' },
    ]);
    expect(new Set(completed.map(({ data }) => data.job_id)).size).to.equal(199);
  });

  it('lives, is ready and answers other requests while an endless model runs', async () => {
    await ask(request(1, 'Endless', [1, 2], 50_000));
    for (let id = 2; id <= 4; id++) {
      await ask(request(id, 'Demo', [1, 2]));
      await eventually('an answer beside the endless model', () => completed.some(({ data }) => data.job_id === id));
      await supertest(worker.url).get('/health/live').expect(200);
      await supertest(worker.url).get('/health/ready').expect(200);
    }
    expect(failed).to.deep.equal([]);
  });

  it('tells Prometheus of its runs, also as the second worker of its process', async () => {
    const other = await start();
    await other.close();
    await ask(request(1, 'Demo', [1, 2]));
    await eventually('the answer', () => completed.length === 1);
    const { text, headers } = await supertest(worker.url).get('/metrics').expect(200);
    expect(headers['content-type']).to.match(/^text\/plain; version=/);
    const lines = text.split('\n').map((line) => line.replace(',service="inference-worker"', ''));
    expect(lines).to.include.members([
      'coincast_model_runs_total{model="Demo",outcome="completed"} 1',
      'coincast_model_run_seconds_count{service="inference-worker",model="Demo",outcome="completed"} 1',
      'coincast_events_consumed_total{queue="worker.inference.requested",outcome="ack"} 1',
      'coincast_events_published_total{type="inference.completed"} 1',
    ]);
  });

  it('gives a job back that is not done when it stops, and another worker takes it over', async () => {
    const queue = 'worker.inference.requested';
    await worker.close();
    worker = await start({ shutdownGraceMs: 100 });
    await ask(request(1, 'Endless', [1, 2], 50_000));
    await eventually('the job under way', () => broker.depth(queue).unacknowledged === 1);
    await worker.close();
    expect([...completed, ...failed]).to.deep.equal([]);
    expect(broker.depth(queue)).to.deep.equal({ ready: 1, unacknowledged: 0 });
    // One that does not know the model, so that its answer can be told apart.
    worker = await startInferenceWorker(env, { broker, logger });
    const answer = await eventually('the answer of the other worker', () => failed[0]);
    expect(answer.data).to.include({ job_id: 1, reason: 'unknown_model' });
  });
});

describe('inference worker configuration', () => {
  it('names everything that is wrong', async () => {
    const thrown = await startInferenceWorker({ MODEL_THREADS: '0', INTERNAL_TOKEN: 'short' }).catch(
      (error: Error) => error,
    );
    const lines = thrown instanceof Error ? thrown.message : '';
    for (const name of ['PREDICTION_URL', 'INTERNAL_TOKEN', 'MODEL_THREADS', 'RABBIT_URL'])
      expect(lines).to.include(name);
  });
});
