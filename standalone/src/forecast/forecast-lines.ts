import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { type AnsweredBatch, type LineBatch, lineFailure, type NumberedLine } from './line-batch.js';
import type { LineDefaults } from './series-line.js';
import { lineBatches } from './split-lines.js';

/** Batches under way for each core: enough that none waits for the writing of an earlier one. */
const batchesPerCore = 4;

/** A thread between two batches of a slow input is kept; a new one costs a tenth of a second. */
const idleThreadMs = 60_000;

/**
 * Forecasts a series a line on all cores. Answers come in the order of the lines; lines are read no faster than answers
 * are written, so that a file of any size takes the same memory.
 * @param write resolves when it can take more.
 * @returns how many lines have no forecast.
 */
export async function forecastLines(
  chunks: AsyncIterable<Buffer>,
  defaults: LineDefaults,
  write: (text: string) => Promise<void>,
): Promise<number> {
  const threads = availableParallelism();
  const pool = new Piscina<LineBatch, AnsweredBatch>({
    filename: new URL('./lines.thread.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleThreadMs,
    recordTiming: false,
  });
  // Of a thread without a batch; with one, the run rejects as well.
  pool.on('error', () => undefined);
  let failures = 0;
  /** Each settles once its batch and all before it are written. */
  const underWay: Promise<void>[] = [];
  let written = Promise.resolve();
  const writeAfter = async (earlier: Promise<void>, answering: Promise<AnsweredBatch>) => {
    await earlier;
    const answer = await answering;
    failures += answer.failures;
    await write(answer.text);
  };
  try {
    for await (const lines of lineBatches(chunks)) {
      written = writeAfter(written, settled(pool, { lines, defaults }));
      underWay.push(written);
      if (underWay.length >= threads * batchesPerCore) await underWay.shift();
    }
    await written;
  } finally {
    await pool.destroy();
  }
  return failures;
}

/** The answers to a batch; when it ends its thread, each line is tried alone, and only the one that does it fails. */
async function settled(pool: Piscina<LineBatch, AnsweredBatch>, batch: LineBatch): Promise<AnsweredBatch> {
  try {
    return await pool.run(batch);
  } catch (error) {
    const [line] = batch.lines;
    if (batch.lines.length === 1 && line) return crashed(line, error);
    const answers: AnsweredBatch[] = [];
    for (const each of batch.lines) answers.push(await settled(pool, { ...batch, lines: [each] }));
    return {
      text: answers.map(({ text }) => text).join(''),
      failures: answers.reduce((sum, { failures }) => sum + failures, 0),
    };
  }
}

function crashed({ number }: NumberedLine, error: unknown): AnsweredBatch {
  const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const text = outOfMemory
    ? lineFailure('model_memory', 'The series needs more memory than there is.', number)
    : lineFailure('model_failed', error instanceof Error ? error.message : String(error), number);
  return { text: `${text}\n`, failures: 1 };
}
