import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { alertsFile, configFile, operationsGuide, readAlerts } from '../src/monitoring-files.js';
import { promtool } from '../src/prometheus.js';

const run = promisify(execFile);

interface Series {
  series: string;
  values: string;
}

/** What a minute's sample each says for half an hour. */
const level = (series: string, value: number): Series => ({ series, values: `${value}x30` });
/** A counter that grows by this every minute. */
const growing = (series: string, step: number): Series => ({ series, values: `0+${step}x30` });

const answers = (status: number, perMinute: number) =>
  growing(`http_request_duration_seconds_count{service="gateway",status="${status}"}`, perMinute);
const buckets = (name: string, labels: string, fast: number, slow: number): Series[] => [
  growing(`${name}_bucket{${labels},le="0.1"}`, fast),
  growing(`${name}_bucket{${labels},le="60"}`, fast + slow),
  growing(`${name}_bucket{${labels},le="+Inf"}`, fast + slow),
];
const finished = (status: string, error: string, perMinute: number) =>
  growing(`coincast_jobs_finished_total{status="${status}",error="${error}"}`, perMinute);
const gateway = (route: string) => `service="gateway",route="${route}"`;
const duration = 'http_request_duration_seconds';

/** For each alert what sets it off within half an hour, and the same where all is well. */
const cases: Record<string, { firing: Series[]; silent: Series[] }> = {
  CoincastProcessDown: { firing: [level('up{job="coincast"}', 0)], silent: [level('up{job="coincast"}', 1)] },
  CoincastErrors: { firing: [answers(200, 90), answers(503, 10)], silent: [answers(200, 990), answers(503, 10)] },
  CoincastSlow: {
    firing: buckets(duration, gateway('/api/account/balance'), 90, 10),
    silent: [
      ...buckets(duration, gateway('/api/account/balance'), 99, 1),
      ...buckets(duration, gateway('/live'), 0, 10),
      ...buckets(duration, gateway('/api/predict'), 0, 10),
    ],
  },
  CoincastBrokerAway: {
    firing: [level('coincast_broker_connected{service="a"}', 0)],
    silent: [level('coincast_broker_connected{service="a"}', 1)],
  },
  CoincastNoConsumer: {
    firing: [
      level('coincast_broker_consuming{service="a",instance="1"}', 1),
      level('coincast_broker_consuming{service="a",instance="2"}', 0),
    ],
    silent: [level('coincast_broker_consuming{service="a"}', 1)],
  },
  CoincastOutboxStuck: {
    firing: [level('coincast_outbox_oldest_seconds{service="a"}', 61)],
    silent: [level('coincast_outbox_oldest_seconds{service="a"}', 5)],
  },
  CoincastDeadLetters: {
    firing: [level('coincast_dead_letters{queue="q"}', 1)],
    silent: [level('coincast_dead_letters{queue="q"}', 0)],
  },
  CoincastBacklog: {
    firing: [level('coincast_queue_messages{queue="q"}', 5001)],
    silent: [level('coincast_queue_messages{queue="q"}', 4000)],
  },
  CoincastEventsLate: {
    firing: buckets('coincast_event_lag_seconds', 'queue="q"', 90, 10),
    silent: buckets('coincast_event_lag_seconds', 'queue="q"', 99, 1),
  },
  CoincastJobsStuck: {
    firing: [level('coincast_jobs_open_oldest_seconds{stage="RUNNING"}', 901)],
    silent: [level('coincast_jobs_open_oldest_seconds{stage="RUNNING"}', 600)],
  },
  CoincastRefundsStuck: {
    firing: [level('coincast_jobs_open_oldest_seconds{stage="REFUNDING"}', 301)],
    silent: [level('coincast_jobs_open_oldest_seconds{stage="REFUNDING"}', 60)],
  },
  CoincastJobsFail: {
    firing: [finished('OK', '', 90), finished('ERROR', 'timeout', 10)],
    silent: [finished('OK', '', 90), finished('ERROR', 'timeout', 1), finished('ERROR', 'not_enough_credits', 50)],
  },
  CoincastEventLoopBusy: {
    firing: [level('nodejs_eventloop_lag_p99_seconds{service="a"}', 0.6)],
    silent: [level('nodejs_eventloop_lag_p99_seconds{service="a"}', 0.1)],
  },
};

describe('the alert rules', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'alerts-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  /** @throws with promtool's account when other alerts are firing after half an hour than these. */
  async function expectFiring(input_series: Series[], alerts: string[]): Promise<void> {
    const file = join(directory, 'case.yml');
    const expr = 'count by (alertname) (ALERTS{alertstate="firing"})';
    const exp_samples = alerts.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 }));
    const test = { interval: '1m', input_series, promql_expr_test: [{ expr, eval_time: '30m', exp_samples }] };
    await writeFile(file, stringify({ rule_files: [alertsFile], evaluation_interval: '1m', tests: [test] }));
    await run(promtool(), ['test', 'rules', file]);
  }

  it('are rules that Prometheus takes, each with a section of the operations guide', async () => {
    await run(promtool(), ['check', 'config', configFile]);
    await run(promtool(), ['check', 'rules', alertsFile]);
    const alerts = await readAlerts();
    expect(alerts.map(({ alert }) => alert)).to.deep.equal(Object.keys(cases));
    const guide = await readFile(operationsGuide, 'utf8');
    const told = [...guide.matchAll(/^### (Coincast\w+)$/gm)].map(([, alert]) => alert);
    expect(told).to.deep.equal(Object.keys(cases));
  });

  for (const [alert, { firing, silent }] of Object.entries(cases)) {
    it(`${alert} tells what is wrong, and nothing else does`, () => expectFiring(firing, [alert]));
    it(`${alert} is silent where all is well`, () => expectFiring(silent, []));
  }
});
