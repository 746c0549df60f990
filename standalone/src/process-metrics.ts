import { type ListeningServer, startMetricsServer } from '@coincast/shared/http';
import { createProcessRegistry, createRegistry, mergedMetrics, type Registry } from '@coincast/shared/observability';
import type { ServiceName } from './environment.js';

/** What the services of this process measure, each by its name, and the process itself once. */
export class ProcessMetrics {
  private readonly ofProcess = createProcessRegistry('standalone');
  private readonly services: Registry[] = [];

  registryOf(service: ServiceName): Registry {
    const registry = createRegistry(service);
    this.services.push(registry);
    return registry;
  }

  /** Serves all of it to Prometheus. @throws EADDRINUSE when the port is taken. */
  serve(host: string, port: number): Promise<ListeningServer> {
    return startMetricsServer({
      host,
      port,
      contentType: this.ofProcess.contentType,
      metrics: () => mergedMetrics(this.ofProcess, this.services),
    });
  }
}
