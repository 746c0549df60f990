import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { requestLog } from '@coincast/shared/http';
import { createLogger } from '@coincast/shared/observability';
import express from 'express';

const traceId = '0af7651916cd43dd8448eb211c80319c';

describe('requestLog', () => {
  it('tells the path, its route, the request and the trace, and nothing of the query', async () => {
    const [line = ''] = await linesAt('info', '/jobs/12?token=very-secret');
    assert.doesNotMatch(line, /very-secret/);
    const { request_id, trace_id, span_id, method, path, route, status } = JSON.parse(line);
    assert.deepEqual(
      { request_id, trace_id, span_id, method, path, route, status },
      {
        request_id: 'r-1',
        trace_id: traceId,
        span_id: 'b7ad6b7169203331',
        method: 'GET',
        path: '/jobs/12',
        route: '/jobs/:id',
        status: 204,
      },
    );
  });

  it('keeps health out of an ordinary log', async () => {
    assert.deepEqual(await linesAt('info', '/health/live'), []);
    assert.equal((await linesAt('debug', '/health/live')).length, 1);
  });

  it('is off at warn', async () => assert.deepEqual(await linesAt('warn', '/jobs/1'), []));
});

/** The lines that one request leaves. */
async function linesAt(level: string, path: string): Promise<string[]> {
  const lines: string[] = [];
  const app = express();
  app.use(requestLog(createLogger('test', level, { write: (line) => void lines.push(line) })));
  app.get('/jobs/:id', (_request, response) => void response.status(204).end());
  app.get('/health/live', (_request, response) => void response.end());
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const headers = { 'X-Request-Id': 'r-1', traceparent: `00-${traceId}-b7ad6b7169203331-01`, connection: 'close' };
  await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  server.close();
  await once(server, 'close');
  return lines;
}
