import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { columnFromBytes } from '@coincast/shared/contracts';
import { serviceTokenHeader } from '@coincast/shared/http';

/** How an answer goes wrong: a 503, or a connection cut within the body. */
type Stumble = 'error' | 'cut';

/** The two internal routes of prediction-service that the worker uses, over real HTTP. */
export interface SeriesServer {
  url: string;
  token: string;
  /** Bodies by path. */
  series: Map<string, Buffer>;
  /** What was stored, by path and query. */
  forecasts: Map<string, Float64Array>;
  /** How the next requests go wrong. */
  failNext(...stumbles: Stumble[]): void;
  refuseForecasts(): void;
  reset(): void;
  close(): Promise<void>;
}

export async function startSeriesServer(): Promise<SeriesServer> {
  const token = 'a-service-token-of-32-characters';
  const series = new Map<string, Buffer>();
  const forecasts = new Map<string, Float64Array>();
  let stumbles: Stumble[] = [];
  let refusing = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const path = request.url ?? '';
    const stumble = stumbles.shift();
    if (request.headers[serviceTokenHeader] !== token) return end(response, 404);
    if (stumble === 'error') return end(response, 503);
    if (stumble === 'cut') return cut(response);
    const stored = series.get(path);
    if (request.method === 'GET' && stored) return end(response, 200, stored);
    if (request.method !== 'PUT' || refusing) return end(response, 404);
    if (request.headers['content-type'] !== 'application/octet-stream') return end(response, 415);
    forecasts.set(path, columnFromBytes(body));
    end(response, 204);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    series,
    forecasts,
    failNext: (...next) => {
      stumbles = next;
    },
    refuseForecasts: () => {
      refusing = true;
    },
    reset: () => {
      series.clear();
      forecasts.clear();
      stumbles = [];
      refusing = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function end(response: ServerResponse, status: number, body?: Buffer): void {
  response.writeHead(status).end(body);
}

function cut(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('half', () => response.destroy());
}
