import { columnToBase64, columnToBytes } from '@coincast/shared/contracts';
import { createLogger, Registry } from '@coincast/shared/observability';
import { expect } from 'chai';
import { type InferenceAnswer, InferenceService } from '../../src/inference/inference.service.js';
import { ModelPool } from '../../src/inference/model-pool.js';
import { RunMetrics } from '../../src/inference/run-metrics.js';
import { SeriesClient } from '../../src/inference/series-client.js';
import { misbehavingWorkerUrl } from './misbehaving.worker.js';
import { numbers, request } from './requests.js';
import { type SeriesServer, startSeriesServer } from './series-server.js';

const longJobs = 2;
/** Of the tests that wait for it; long enough that no thread merely starts too slowly. */
const shortLimitMs = 1_500;

describe('InferenceService', () => {
  let server: SeriesServer;
  let pool: ModelPool;
  let series: SeriesClient;
  let service: InferenceService;
  let impatient: InferenceService;
  let registry: Registry;

  before(async () => {
    server = await startSeriesServer();
    const logger = createLogger('inference-worker', 'silent');
    pool = new ModelPool({ workerUrl: misbehavingWorkerUrl, threads: longJobs + 1, memoryMb: 64, logger });
    series = new SeriesClient({ predictionUrl: server.url, internalToken: server.token, retryDelaysMs: [10, 10, 10] });
    registry = new Registry();
    const metrics = new RunMetrics(registry);
    service = new InferenceService(pool, series, { timeLimitMs: 18_000, longJobs }, metrics, logger);
    impatient = new InferenceService(pool, series, { timeLimitMs: shortLimitMs, longJobs }, metrics, logger);
  });

  beforeEach(() => {
    server.reset();
    registry.resetMetrics();
  });

  after(async () => {
    await series.close();
    await pool.close();
    await server.close();
  });

  const reasonOf = (answer: InferenceAnswer) => (answer.kind === 'failed' ? answer.data.reason : 'completed');

  async function expectHealthy(): Promise<void> {
    expect(reasonOf(await service.answer(request(99, 'LinearTrend', [1, 2, 3])))).to.equal('completed');
  }

  it('completes a job with its forecast', async () => {
    const answer = await service.answer(request(7, 'LinearTrend', [10, 20, 30], 2));
    if (answer.kind !== 'completed' || answer.data.forecast.kind !== 'inline') throw new Error(answer.kind);
    const { job_id, forecast } = answer.data;
    expect(job_id).to.equal(7);
    expect(numbers(forecast.values)).to.deep.equal([40, 50]);
    expect(numbers(forecast.times)).to.deep.equal([3 * 86_400_000, 4 * 86_400_000]);
  });

  it('passes warnings on, and intervals within the event', async () => {
    const answer = await service.answer(request(1, 'Endlessly rising', [1, 2], 3));
    if (answer.kind !== 'completed' || answer.data.forecast.kind !== 'inline') throw new Error(answer.kind);
    const { intervals, values } = answer.data.forecast;
    expect(numbers(values)).to.deep.equal([1e308, 1.5e308, 1.5e308]);
    expect(answer.data.warnings.map(({ code }) => code)).to.include('held_at_last_finite_value');
    for (const bounds of intervals ? [intervals[80], intervals[95]] : []) {
      expect(numbers(bounds.lower).concat(numbers(bounds.upper)).filter(Number.isFinite)).to.have.length(6);
    }
  });

  it('fails what cannot be forecast, each with its reason', async () => {
    const atTheEnd = columnToBase64(Float64Array.of(8.64e15 - 86_400_000, 8.64e15));
    const twoValues = columnToBase64(Float64Array.of(1, 2));
    const requests = [
      request(1, 'Astrology', [1, 2]),
      request(2, 'Throwing', [1, 2]),
      request(3, 'NotFinite', [1, 2]),
      request(4, 'TooShort', [1, 2]),
      request(5, 'Throwing', [1]),
      request(6, 'Demo', []),
      { ...request(7, 'Demo', [1, 2]), series: { kind: 'inline' as const, times: 'AAAA', values: 'AAAA' } },
      { ...request(8, 'Demo', [1, 2]), series: { kind: 'inline' as const, times: atTheEnd, values: twoValues } },
      request(9, 'Demo', [1, 2]),
    ];
    const answers = await Promise.all(requests.map((each) => service.answer(each)));
    expect(answers.map(reasonOf)).to.deep.equal([
      'unknown_model',
      'model_failed',
      'model_failed',
      'model_failed',
      'too_few_rows',
      'too_few_rows',
      'bad_series',
      'horizon_too_far',
      'completed',
    ]);
    expect(answers.map(({ data }) => data.job_id)).to.deep.equal(requests.map(({ job_id }) => job_id));
    expect(answers[2]?.data).to.include({ detail: 'the model answered a value that is not a number' });
  });

  it('times an endless model out, alone, while its neighbours of the group complete', async () => {
    const answers = await Promise.all([
      impatient.answer(request(1, 'Demo', [1, 2, 4])),
      impatient.answer(request(2, 'Endless', [1, 2])),
      impatient.answer(request(3, 'LinearTrend', [1, 2])),
    ]);
    expect(answers.map(reasonOf)).to.deep.equal(['completed', 'model_timeout', 'completed']);
    await expectHealthy();
  });

  it('fails only the job that ends its thread or takes too much memory', async () => {
    const answers = await Promise.all([
      service.answer(request(1, 'Demo', [1, 2, 4])),
      service.answer(request(2, 'Exiting', [1, 2])),
      service.answer(request(3, 'Greedy', [1, 2])),
      service.answer(request(4, 'LinearTrend', [1, 2])),
    ]);
    expect(answers.map(reasonOf)).to.deep.equal(['completed', 'model_failed', 'model_memory', 'completed']);
    await expectHealthy();
  });

  it('counts every answer with its reason, and measures what ran to its end', async () => {
    await Promise.all([
      service.answer(request(1, 'Demo', [1, 2, 4])),
      service.answer(request(2, 'LinearTrend', [1, 2, 4])),
      service.answer(request(3, 'LinearTrend', [1, 2, 4])),
      service.answer(request(4, 'Demo', [])),
      service.answer(request(5, 'Exiting', [1, 2])),
      service.answer(request(6, 'Astrology', [1, 2])),
      service.answer({ ...request(7, 'Demo', []), series: { kind: 'reference', path: '/internal/jobs/7/series' } }),
    ]);
    const text = await registry.metrics();
    const samples = text.split('\n').filter((line) => /^coincast_model_runs_total|_run_seconds_count/.test(line));
    expect(samples).to.have.members([
      'coincast_model_runs_total{model="Demo",outcome="completed"} 1',
      'coincast_model_runs_total{model="LinearTrend",outcome="completed"} 2',
      'coincast_model_runs_total{model="Demo",outcome="too_few_rows"} 1',
      'coincast_model_runs_total{model="Demo",outcome="series_unavailable"} 1',
      // Models that the catalogue does not have.
      'coincast_model_runs_total{model="unknown",outcome="model_failed"} 1',
      'coincast_model_runs_total{model="unknown",outcome="unknown_model"} 1',
      'coincast_model_run_seconds_count{model="Demo",outcome="completed"} 1',
      'coincast_model_run_seconds_count{model="LinearTrend",outcome="completed"} 2',
      'coincast_model_run_seconds_count{model="Demo",outcome="too_few_rows"} 1',
      'coincast_model_run_seconds_count{model="unknown",outcome="unknown_model"} 1',
    ]);
  });

  it('answers short jobs while long ones hold every thread that they may have', async () => {
    const long = Array.from({ length: longJobs + 1 }, (_, i) =>
      impatient.answer(request(i + 1, 'Endless', [1, 2], 50_000)),
    );
    let ended = 0;
    for (const each of long) void each.then(() => ended++);
    for (let i = 0; i < 5; i++) await expectHealthy();
    expect(ended).to.equal(0);
    expect((await Promise.all(long)).map(reasonOf)).to.deep.equal(long.map(() => 'model_timeout'));
  });

  describe('by reference', () => {
    const rows = 40_000;
    const columns = new Float64Array(2 * rows).map((_, i) => (i < rows ? i * 60_000 : i - rows));
    const byReference = (job_id: number, horizon: number) => ({
      ...request(job_id, 'LinearTrend', []),
      horizon,
      series: { kind: 'reference' as const, path: `/internal/jobs/${job_id}/series` },
    });

    /** The columns that were delivered for a job, two or, with intervals, six; all are checked for length and finiteness. */
    function delivered(jobId: number, horizon: number): Float64Array[] {
      for (const count of [2, 6]) {
        const stored = server.forecasts.get(`/internal/jobs/${jobId}/forecast?columns=${count}`);
        if (!stored) continue;
        expect(stored).to.have.length(count * horizon);
        expect(stored.every(Number.isFinite)).to.equal(true);
        return Array.from({ length: count }, (_, i) => stored.subarray(i * horizon, (i + 1) * horizon));
      }
      throw new Error('nothing was delivered');
    }

    it('fetches a large series and delivers a large forecast, each bound on its side of it', async () => {
      server.series.set('/internal/jobs/5/series', columnToBytes(columns));
      const answer = await service.answer(byReference(5, 50_000));
      expect(answer.kind === 'completed' && answer.data.forecast).to.deep.equal({ kind: 'reference' });
      const [times, values, ...bounds] = delivered(5, 50_000);
      expect([times?.[0], times?.[49_999]]).to.deep.equal([rows * 60_000, (rows + 49_999) * 60_000]);
      expect(values?.[0]).to.be.closeTo(rows, 1e-6);
      expect(values?.[49_999]).to.be.closeTo(rows + 49_999, 1e-6);
      const [lower80, upper80, lower95, upper95] = bounds;
      for (const i of bounds.length > 0 ? [0, 49_999] : []) {
        const ascending = [lower95, lower80, values, upper80, upper95].map((column) => column?.[i] ?? Number.NaN);
        expect(ascending).to.deep.equal([...ascending].sort((x, y) => x - y));
      }
    });

    it('puts a small forecast of a large series into the event', async () => {
      server.series.set('/internal/jobs/5/series', columnToBytes(columns));
      const answer = await service.answer(byReference(5, 3));
      expect(answer.kind === 'completed' && answer.data.forecast.kind).to.equal('inline');
      expect(server.forecasts.size).to.equal(0);
    });

    it('takes a million points', async () => {
      const many = new Float64Array(2_000_000).map((_, i) => (i < 1_000_000 ? i * 1000 : Math.sin(i) * 1e300));
      server.series.set('/internal/jobs/8/series', columnToBytes(many));
      expect(reasonOf(await service.answer(byReference(8, 1_000_000)))).to.equal('completed');
      expect(delivered(8, 1_000_000).length).to.be.oneOf([2, 6]);
    });

    it('asks again when prediction-service stumbles', async () => {
      server.series.set('/internal/jobs/5/series', columnToBytes(columns));
      server.failNext('error', 'cut', 'error');
      expect(reasonOf(await service.answer(byReference(5, 50_000)))).to.equal('completed');
    });

    it('throws when prediction-service stays away, so that the event comes back', async () => {
      server.failNext('error', 'error', 'error', 'error');
      const thrown = await service.answer(byReference(5, 1)).then(
        () => null,
        (error: unknown) => error,
      );
      expect(thrown).to.be.instanceOf(Error).with.property('message', 'prediction-service answered 503');
    });

    it('fails a job whose series is gone, or that no longer wants its forecast', async () => {
      const gone = await service.answer(byReference(404, 1));
      expect(reasonOf(gone)).to.equal('series_unavailable');
      server.refuseForecasts();
      const unwanted = await service.answer(request(6, 'LinearTrend', [1, 2], 20_000));
      expect(reasonOf(unwanted)).to.equal('forecast_refused');
    });

    it('fails a job whose series is no two columns', async () => {
      server.series.set('/internal/jobs/5/series', Buffer.alloc(12));
      server.series.set('/internal/jobs/6/series', Buffer.alloc(24));
      expect(reasonOf(await service.answer(byReference(5, 1)))).to.equal('bad_series');
      expect(reasonOf(await service.answer(byReference(6, 1)))).to.equal('bad_series');
    });
  });
});
