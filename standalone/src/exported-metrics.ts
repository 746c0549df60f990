import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchStandalone } from './launch-standalone.js';
import { freePort } from './ports.js';

/** A metric as a process exports it. */
export interface ExportedMetric {
  name: string;
  type: string;
  /** Of its samples, `service` and those of buckets and quantiles left out; none while it has no samples. */
  labels: readonly string[];
}

/** Labels that every sample has, or that the type of the metric brings. */
const impliedLabels: ReadonlySet<string> = new Set(['service', 'le', 'quantile']);

/** Reads Prometheus' text format. */
export function parseMetrics(text: string): ExportedMetric[] {
  const metrics = new Map<string, { name: string; type: string; labels: Set<string> }>();
  for (const line of text.split('\n')) {
    const [, declared, type = ''] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (declared) metrics.set(declared, { name: declared, type, labels: new Set() });
    const [, sample = '', labels = ''] = /^([a-z]\w*)(?:\{(.*)\})? \S+$/i.exec(line) ?? [];
    const metric = metrics.get(sample) ?? metrics.get(sample.replace(/_(?:bucket|sum|count)$/, ''));
    for (const [, label = ''] of labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) {
      if (!impliedLabels.has(label)) metric?.labels.add(label);
    }
  }
  return [...metrics.values()].map(({ labels, ...metric }) => ({ ...metric, labels: [...labels].sort() }));
}

/**
 * What a whole system exports, asked of one that is launched for the purpose. The Telegram bot, which needs a token, has
 * no metric that the others have not.
 */
export async function exportedMetrics(): Promise<ExportedMetric[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'coincast-metrics-'));
  const port = await freePort();
  const system = await launchStandalone({ dataDir, env: { METRICS_PORT: String(port), LOG_LEVEL: 'warn' } });
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    return parseMetrics(await answer.text());
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
