import { open, readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { columnToBytes } from '@coincast/shared/contracts/float64-column';
import { Problem } from '@coincast/shared/http/errors';
import type { ReadDataset } from '../dataset/read-dataset.js';
import { readTask } from './read-task.js';
import type { ReadReply, ReadRequest } from './reader-messages.js';
import type { WatchdogLimits } from './watchdog.js';

// A reader process: reads one task after another and answers each with a reply. It dies with the service that started it.
const limits: WatchdogLimits = { maxRssBytes: Number(process.argv[2]), parentPid: process.ppid };
const watchdog = new Worker(new URL('./watchdog.js', import.meta.url), {
  workerData: limits,
  resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
});
watchdog.unref();

process.on('disconnect', () => process.exit(0));
process.on('message', async (request: ReadRequest) => {
  watchdog.postMessage(true);
  const reply = await answer(request);
  watchdog.postMessage(false);
  process.send?.(reply);
});

async function answer({ task, limits, columnsPath }: ReadRequest): Promise<ReadReply> {
  try {
    const { dataset, fields } = await readTask(await contentOf(task), task, limits);
    await writeColumns(columnsPath, dataset);
    const { times, values: _, ...report } = dataset;
    return { kind: 'read', rows: times.length, report, fields, rssBytes: process.memoryUsage.rss() };
  } catch (error) {
    const rssBytes = process.memoryUsage.rss();
    if (error instanceof Problem) {
      return { kind: 'refused', code: error.code, detail: error.detail, extras: error.extras, rssBytes };
    }
    return { kind: 'failed', error: error instanceof Error ? String(error.stack) : String(error), rssBytes };
  }
}

async function contentOf({ from }: ReadRequest['task']): Promise<Buffer> {
  if ('path' in from) return readFile(from.path);
  const { buffer, byteOffset, byteLength } = from.bytes;
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function writeColumns(path: string, { times, values }: ReadDataset): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(columnToBytes(times));
    await file.writeFile(columnToBytes(values));
  } finally {
    await file.close();
  }
}
