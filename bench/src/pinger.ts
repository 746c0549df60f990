import { parentPort, Worker, workerData } from 'node:worker_threads';
import { Client } from 'undici';

/** What was seen of a service by asking it again and again. */
export interface Pings {
  count: number;
  p99Ms: number;
  longestMs: number;
}

/**
 * Asks an address without a break, one request after the other, from a thread of its own: while the service's event loop
 * stands still, it answers nobody.
 * @returns what ends it.
 */
export function startPinging(url: string): () => Promise<Pings> {
  const worker = new Worker(new URL(import.meta.url), { workerData: url });
  return async () => {
    const pings = new Promise<Pings>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    worker.postMessage('stop');
    return pings;
  };
}

async function ping(url: string): Promise<Pings> {
  let isStopped = false;
  parentPort?.once('message', () => {
    isStopped = true;
  });
  const { origin, pathname } = new URL(url);
  const client = new Client(origin, { pipelining: 1 });
  const timesMs: number[] = [];
  while (!isStopped) {
    const startedAt = performance.now();
    const { body } = await client.request({ path: pathname, method: 'GET' });
    await body.dump();
    timesMs.push(performance.now() - startedAt);
    // A service that is asked without any break has less time for its work.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await client.close();
  timesMs.sort((a, b) => a - b);
  return {
    count: timesMs.length,
    p99Ms: timesMs[Math.floor(timesMs.length * 0.99)] ?? 0,
    longestMs: timesMs.at(-1) ?? 0,
  };
}

if (parentPort && typeof workerData === 'string') parentPort.postMessage(await ping(workerData));
