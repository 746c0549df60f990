import { open, readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { columnToBytes } from '@coincast/shared/contracts/float64-column';
import { Problem } from '@coincast/shared/http/errors';
import { bodyFields } from './body-fields.js';
import { readTask } from './read-task.js';
import type { ReaderMessage, ReadReply, ReadRequest } from './reader-messages.js';
import type { WatchdogLimits } from './watchdog.js';

// A reader process: reads one task after another and answers each with a reply. It dies with the service that started it.
const limits: WatchdogLimits = { maxRssBytes: Number(process.argv[2]), parentPid: process.ppid };
const watchdog = new Worker(new URL('./watchdog.js', import.meta.url), {
  workerData: limits,
  resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
});
watchdog.unref();

// Whoever asks for little goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on('disconnect', () => process.exit(0));
process.on('message', async (request: ReadRequest) => {
  watchdog.postMessage(true);
  const reply = await answer(request);
  watchdog.postMessage(false);
  process.send?.(reply);
});
process.send?.({ kind: 'ready' } satisfies ReaderMessage);

async function answer({ task, limits, columnsPath }: ReadRequest): Promise<ReadReply> {
  let fields: unknown;
  const outcome = await read().catch(refusal);
  return { ...outcome, fields, rssBytes: process.memoryUsage.rss() };

  async function read(): Promise<Outcome> {
    const { times, values, ...report } = await readTask(await contentOf(task), task, limits, (body) => {
      fields = bodyFields(body);
    });
    await writeColumns(columnsPath, times, values);
    return { kind: 'read', rows: times.length, report };
  }
}

type Outcome = DistributiveOmit<ReadReply, 'fields' | 'rssBytes'>;
type DistributiveOmit<Union, Keys extends PropertyKey> = Union extends unknown ? Omit<Union, Keys> : never;

function refusal(error: unknown): Outcome {
  if (error instanceof Problem) {
    return { kind: 'refused', code: error.code, detail: error.detail, extras: error.extras };
  }
  return { kind: 'failed', error: error instanceof Error ? String(error.stack) : String(error) };
}

async function contentOf({ from }: ReadRequest['task']): Promise<Buffer> {
  if ('path' in from) return readFile(from.path);
  const { buffer, byteOffset, byteLength } = from.bytes;
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function writeColumns(path: string, times: Float64Array, values: Float64Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(columnToBytes(times));
    await file.writeFile(columnToBytes(values));
  } finally {
    await file.close();
  }
}
