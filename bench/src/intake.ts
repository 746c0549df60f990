import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOfService } from '@coincast/shared/testing';
import { request } from 'undici';
import { type IntakeFile, makeIntakeFiles } from './intake-files.js';
import { openJobs, predictRequest } from './jobs.js';
import { type LoadUser, quantile, runLoad } from './load.js';
import type { LoopPauses } from './loop-monitor.js';
import { startWatching } from './loop-watch.js';
import type { Figure } from './report.js';
import { type BenchSystem, median } from './scenarios.js';

const megabyte = 1024 * 1024;
const turns = 3;
const sampleEveryMs = 25;
const maxRatio: Record<string, number> = { '1M-row CSV': 3, '1M-row Parquet': 4 };
const boundary = 'coincast-bench';

interface IntakeResult {
  /** From the first byte sent to the 202, through the gateway. */
  acceptedMs: number;
  duckDbMs: number | undefined;
  /** Of prediction-service and its reader processes, until the job has ended. */
  peakBytes: number;
  /** Of prediction-service's event loop, until the 202. */
  pauses: LoopPauses;
}

/**
 * Uploads of many rows, from the first byte to the 202: time beside DuckDB's on the same files in the same run, rows a
 * second, memory, and how long the service kept others waiting.
 */
export async function intake(system: BenchSystem): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'coincast-intake-'));
  try {
    const files = await makeIntakeFiles(directory);
    const figures: Figure[] = [];
    for (const file of files) {
      await upload(system, file); // warm-up: the reader process, the compilers
      await allFinished(system);
      const results: IntakeResult[] = [];
      for (let turn = 0; turn < turns; turn++) results.push(await measure(system, file));
      figures.push(...figuresOf(system, file, results));
    }
    const [largest] = files;
    if (largest) figures.push(await smallJobsMeanwhile(system, largest));
    return figures;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(system: BenchSystem, file: IntakeFile): Promise<IntakeResult> {
  const duckDbMs = await file.readByDuckDb?.();
  const pid = system.pids['prediction-service'] ?? system.pids['standalone'];
  if (pid === undefined) throw new Error('prediction-service is not there');
  let peakBytes = memoryOfService(pid);
  const sampling = setInterval(() => {
    peakBytes = Math.max(peakBytes, memoryOfService(pid));
  }, sampleEveryMs);
  try {
    const stopWatching = startWatching(pid, system.loopMonitorDir);
    const acceptedMs = await upload(system, file);
    const pauses = await stopWatching();
    await allFinished(system);
    return { acceptedMs, duckDbMs, peakBytes, pauses };
  } finally {
    clearInterval(sampling);
  }
}

/** Uploads a file and answers how long it took to be accepted, in milliseconds. */
async function upload({ url, users }: BenchSystem, { content, rows, name }: IntakeFile): Promise<number> {
  const { token } = firstOf(users);
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="model_name"\r\n\r\nDemo\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="prices"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const startedAt = performance.now();
  const answer = await request(`${url}/api/predict/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
    body,
  });
  const acceptedMs = performance.now() - startedAt;
  const text = await answer.body.text();
  const accepted = answer.statusCode === 202 && (JSON.parse(text) as { rows: { valid: number } }).rows.valid === rows;
  if (!accepted) throw new Error(`The upload of a ${name} was answered ${answer.statusCode}: ${text.slice(0, 500)}`);
  return acceptedMs;
}

async function allFinished({ database }: BenchSystem): Promise<void> {
  while ((await openJobs(database)) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

function figuresOf({ kind }: BenchSystem, file: IntakeFile, results: IntakeResult[]): Figure[] {
  const acceptedMs = median(results.map((result) => result.acceptedMs));
  const duckDbMs = file.readByDuckDb && median(results.flatMap((result) => result.duckDbMs ?? []));
  const most = maxRatio[file.name];
  const peak = Math.max(...results.map(({ peakBytes }) => peakBytes)) / megabyte;
  const pause = Math.max(...results.map(({ pauses }) => pauses.longestWorkMs));
  const standstill = Math.max(...results.map(({ pauses }) => pauses.longestMs));
  const ratio = duckDbMs === undefined ? undefined : acceptedMs / duckDbMs;
  return [
    {
      system: kind,
      name: `${file.name}, upload to 202`,
      value: acceptedMs,
      unit: 'ms',
      target: most === undefined ? '' : `<= ${most}x`,
      reached: most === undefined || (ratio !== undefined && ratio <= most),
      ...(duckDbMs === undefined || ratio === undefined
        ? {}
        : { yardstick: { name: 'DuckDB (ms)', value: duckDbMs, ratio } }),
      note: `${(file.rows / (acceptedMs / 1000)).toFixed(0)} rows/s, ${(file.content.length / megabyte).toFixed(1)} MB`,
    },
    {
      system: kind,
      name: `${file.name}, peak memory of ${kind === 'services' ? 'prediction-service' : 'the one process'} and its readers`,
      value: peak,
      unit: 'MB',
      // The one process holds all other services too, and runs the model.
      target: kind === 'services' ? '<= 400 MB' : '',
      reached: kind === 'standalone' || peak <= 400,
    },
    {
      system: kind,
      name: `${file.name}, longest work of the event loop without a turn for others`,
      value: pause,
      unit: 'ms',
      target: '<= 50 ms',
      reached: pause <= 50,
      note: `${standstill.toFixed(0)} ms with waiting for a processor`,
    },
  ];
}

/** One client's small submits while somebody else's large upload is read. */
async function smallJobsMeanwhile(system: BenchSystem, file: IntakeFile): Promise<Figure> {
  const { url, kind } = system;
  const users = system.users.slice(1, 2);
  const small = predictRequest(3);
  const latenciesMs: number[] = [];
  let isReading = true;
  const reading = upload(system, file).finally(() => {
    isReading = false;
  });
  while (isReading) {
    const load = await runLoad(url, { users, clients: 1, count: 1, request: () => small, expected: 202 });
    latenciesMs.push(...load.latenciesMs);
  }
  await reading;
  await allFinished(system);
  const p99 = quantile(
    latenciesMs.sort((a, b) => a - b),
    0.99,
  );
  return {
    system: kind,
    name: `submit p99 of one client, 3 rows, during a ${file.name}`,
    value: p99,
    unit: 'ms',
    target: '',
    reached: true,
    note: `${latenciesMs.length} submits, p50 ${quantile(latenciesMs, 0.5).toFixed(1)} ms`,
  };
}

function firstOf(users: LoadUser[]): LoadUser {
  const [first] = users;
  if (!first) throw new Error('No users');
  return first;
}
