import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';

/** Node's own metrics: read once a process, however many registries show them. */
let ofThisProcess: Registry | undefined;

/** The registry of a service that shares its process with others; `service` is on every sample. */
export function createRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** The registry of a process: with Node's metrics of memory, garbage collection, event loop and processor time. */
export function createProcessRegistry(service: string): Registry {
  if (!ofThisProcess) {
    ofThisProcess = new Registry();
    collectDefaultMetrics({ register: ofThisProcess });
  }
  const registry = createRegistry(service);
  for (const { name } of ofThisProcess.getMetricsAsArray()) {
    const metric = ofThisProcess.getSingleMetric(name);
    if (metric) registry.registerMetric(metric);
  }
  return registry;
}

/** One text for Prometheus of a process and of the services within it. */
export async function mergedMetrics(ofProcess: Registry, services: readonly Registry[]): Promise<string> {
  const metrics = await Promise.all(services.map((registry) => registry.getMetricsAsJSON()));
  // Apart, because merging leaves some of Node's metrics out.
  return `${await AggregatorRegistry.aggregate(metrics).metrics()}\n${await ofProcess.metrics()}`;
}
