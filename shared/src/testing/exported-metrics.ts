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
