import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExportedMetric, eventually, parseMetrics } from '@coincast/shared/testing';
import { type LaunchedSystem, launchStandalone } from '@coincast/standalone/launch';
import { freePort } from '@coincast/standalone/ports';
import { expect } from 'chai';
import { alertsFile, readAlerts, readDashboard } from '../src/monitoring-files.js';
import { Prometheus } from '../src/prometheus.js';

/** Prometheus' own, and those of every target. */
const prometheusNames = ['up'];
const functions = /^(?:sum|max|min|rate|histogram_quantile|by|le|and|or|unless)$/;

/** The metrics that an expression names, without the endings of histograms. */
function metricsIn(expr: string): string[] {
  const bare = expr.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\{[^}]*\}|\[[^\]]*\]|\b(?:by|without) *\([^)]*\)/g, ' ');
  return [...bare.matchAll(/\b[a-z_]\w+\b/g)].map(([name]) => name).filter((name) => !functions.test(name));
}

/** The labels of a metric that an expression chooses by or groups by. */
function labelsIn(expr: string): string[] {
  const chosen = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/(\w+) *[!=]~?=?/g)].map(([, label = '']) => label),
  );
  const grouped = [...expr.matchAll(/\bby *\(([^)]*)\)/g)].flatMap(([, inside = '']) => inside.split(/, */));
  return [...chosen, ...grouped];
}

describe('the alerts and the dashboard, before a live system', function () {
  this.timeout(120_000);
  let dataDir = '';
  let system: LaunchedSystem | undefined;
  let prometheus: Prometheus | undefined;
  let exported: ExportedMetric[] = [];
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'coincast-metrics-'));
    const port = await freePort();
    system = await launchStandalone({ dataDir, env: { METRICS_PORT: String(port), LOG_LEVEL: 'warn' } });
    exported = parseMetrics(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
    prometheus = await Prometheus.start(`127.0.0.1:${port}`, alertsFile);
  });
  after(async () => {
    await prometheus?.stop();
    await system?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const expressions = async () => [
    ...(await readAlerts()).map(({ alert, expr }) => ({ where: alert, expr })),
    ...(await readDashboard()).map(({ panel, expr }) => ({ where: panel, expr })),
  ];

  it('name metrics that the services export, and labels that these have', async () => {
    const all = await expressions();
    expect(all.length).to.be.greaterThan(30);
    for (const { where, expr } of all) {
      const names = metricsIn(expr);
      expect(names, where).to.not.deep.equal([]);
      for (const name of names.filter((one) => !prometheusNames.includes(one))) {
        const metric = exported.find((one) => [one.name, ...endings(one)].includes(name));
        expect(metric, `${where}: ${name}`).to.not.equal(undefined);
        // Labels are seen in samples alone.
        if (metric && metric.labels.length > 0) {
          const known = [...metric.labels, 'service', 'instance', 'job', 'le'];
          expect(known, `${where}: ${name}`).to.include.members(labelsIn(expr));
        }
      }
    }
  });

  it('are understood by Prometheus, which reads the system', async () => {
    const live = prometheus;
    if (!live) throw new Error('Prometheus has not been started');
    await eventually('the system is read', async () => {
      const answer = await live.ask<{ result: { value: [number, string] }[] }>('query?query=up');
      return answer?.result[0]?.value[1] === '1';
    });
    for (const { where, expr } of await expressions()) {
      expect(await live.ask(`query?query=${encodeURIComponent(expr)}`), where).to.not.equal(undefined);
    }
    const rules = await eventually('every rule is evaluated', async () => {
      const answer = await live.ask<{ groups: { rules: { name: string; health: string }[] }[] }>('rules');
      const all = answer?.groups.flatMap((group) => group.rules) ?? [];
      return all.length > 0 && all.every(({ health }) => health !== 'unknown') && all;
    });
    expect(rules.filter(({ health }) => health !== 'ok')).to.deep.equal([]);
    const seen = await live.ask<{ result: object[] }>('query?query=http_request_duration_seconds_count');
    expect(seen?.result).to.not.deep.equal([]);
  });
});

function endings({ name, type }: ExportedMetric): string[] {
  return type === 'histogram' ? ['_bucket', '_sum', '_count'].map((ending) => `${name}${ending}`) : [];
}
