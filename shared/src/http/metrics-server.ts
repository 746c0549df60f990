import { createServer } from 'node:http';
import { ListeningServer } from './listening-server.js';

export interface MetricsServerOptions {
  host: string;
  port: number;
  contentType: string;
  /** What Prometheus is told. */
  metrics: () => Promise<string>;
}

const graceMs = 1_000;

/** Serves `GET /metrics` alone, apart from a port that is public. @throws EADDRINUSE when the port is taken. */
export function startMetricsServer({
  metrics,
  contentType,
  ...address
}: MetricsServerOptions): Promise<ListeningServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics().then(
      (text) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return ListeningServer.start(server, { ...address, drainDelayMs: 0, graceMs });
}
