import { Gauge, type Registry } from 'prom-client';

export interface Sample<Label extends string> {
  labels?: Record<Label, string>;
  value: number;
}

export interface SampledGaugeOptions<Label extends string> {
  name: string;
  help: string;
  labelNames?: readonly Label[];
  /** Asked at each scrape; undefined when nobody can tell, and then the gauge has no samples. */
  sample: () => Promise<readonly Sample<Label>[] | undefined> | readonly Sample<Label>[];
}

/** A gauge that holds nothing of its own and is read when Prometheus asks. */
export function sampledGauge<Label extends string = never>(
  registry: Registry,
  { sample, labelNames = [], ...options }: SampledGaugeOptions<Label>,
): void {
  new Gauge<Label>({
    ...options,
    labelNames: [...labelNames],
    registers: [registry],
    async collect() {
      const samples = await sample();
      this.reset();
      // Resetting a gauge without labels leaves a 0, which would be a lie.
      if (!samples && labelNames.length === 0) this.remove();
      for (const { labels, value } of samples ?? []) {
        if (labels) this.set(labels, value);
        else this.set(value);
      }
    },
  });
}
