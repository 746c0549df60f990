import { open, rm } from 'node:fs/promises';
import { Problem, validated } from '@coincast/shared/http';
import type { Logger } from '@coincast/shared/observability';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';
import type { DatasetLimits } from '../dataset/dataset-limits.js';
import type { ReadDataset } from '../dataset/read-dataset.js';
import { jsonBody, type SubmitFields } from '../job/job.schemas.js';
import { serviceLogger } from '../logger.js';
import { Spool } from '../receiving/spool.js';
import { readTask } from './read-task.js';
import type { ReadReply, ReadTask } from './reader-messages.js';
import { ReaderPool } from './reader-pool.js';
import type { ReadOutcome } from './reader-process.js';

const maxWaiting = 200;
const maxWaitMs = 15_000;
const idleMs = 10_000;
const maxKeptRssBytes = 160 * 1024 * 1024;

/** A dataset, and the fields that came in one body with it; null when they came beside it. */
export interface TaskResult {
  dataset: ReadDataset;
  fields: SubmitFields | null;
}

/** Reads datasets: little text here and now, everything else in reader processes that can be killed. */
@Injectable()
export class DatasetReader implements OnModuleDestroy {
  private readonly pool: ReaderPool;
  private readonly limits: DatasetLimits;

  constructor(
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    @Inject(serviceLogger) private readonly logger: Logger,
    private readonly spool: Spool,
  ) {
    this.limits = {
      maxRows: config.MAX_ROWS,
      maxColumns: config.MAX_COLUMNS,
      maxRowBytes: config.MAX_ROW_BYTES,
      maxNesting: config.MAX_NESTING,
      maxInflatedBytes: config.MAX_INFLATED_BYTES,
    };
    this.pool = new ReaderPool({
      size: config.DATASET_READERS,
      timeoutMs: config.READ_TIMEOUT_MS,
      memoryMb: config.READ_MEMORY_MB,
      maxWaiting,
      maxWaitMs,
      idleMs,
      maxKeptRssBytes,
    });
  }

  /** Requests have had their time by now: what still reads is answered that the service is being restarted. */
  onModuleDestroy(): Promise<void> {
    return this.pool.close();
  }

  /** Something large is coming: has a process started meanwhile. */
  warm(): void {
    this.pool.warm();
  }

  /** @throws Problem for content that is no dataset, one for each limit, and `unavailable` when too much is being read. */
  async read(task: ReadTask): Promise<TaskResult> {
    if ('bytes' in task.from && isHarmless(task.from.bytes)) return this.readHere(task.from.bytes, task);
    const columnsPath = this.spool.newPath();
    try {
      const outcome = await this.pool.read({ task, limits: this.limits, columnsPath });
      return await this.resultOf(this.replyOf(outcome), columnsPath);
    } finally {
      await rm(columnsPath, { force: true });
    }
  }

  private async readHere(content: Buffer, task: ReadTask): Promise<TaskResult> {
    let fields: SubmitFields | null = null;
    try {
      const dataset = await readTask(content, task, this.limits, (body) => {
        fields = validated(jsonBody, body);
      });
      return { dataset, fields };
    } catch (error) {
      throw error instanceof Problem ? error : this.unforeseen(error);
    }
  }

  private replyOf(outcome: ReadOutcome): ReadReply {
    const { READ_TIMEOUT_MS, READ_MEMORY_MB } = this.config;
    switch (outcome.kind) {
      case 'reply':
        return outcome.reply;
      case 'ended':
        throw new Problem('unavailable', 'The service is being restarted. Send it again in a moment.', {
          retryAfterSeconds: 5,
        });
      case 'timeout':
        throw new Problem(
          'reading_timeout',
          `The data took longer than ${READ_TIMEOUT_MS} ms to read. Send fewer rows or a simpler file, CSV or Parquet for instance.`,
        );
      case 'memory':
        throw new Problem(
          'reading_memory',
          `Reading the data takes more than ${READ_MEMORY_MB} MB of memory. Send fewer rows or a simpler file, CSV or Parquet for instance.`,
        );
      case 'died':
        throw this.unforeseen(`a reader process died: ${outcome.how}`);
    }
  }

  private async resultOf(reply: ReadReply, columnsPath: string): Promise<TaskResult> {
    const fields = reply.fields === undefined ? null : validated(jsonBody, reply.fields);
    if (reply.kind === 'refused') throw new Problem(reply.code, reply.detail, reply.extras);
    if (reply.kind === 'failed') throw this.unforeseen(reply.error);
    const { rows, report } = reply;
    return { dataset: { ...report, ...(await readColumns(columnsPath, rows)) }, fields };
  }

  /** What a library says about broken content is not always what it documents; the sender can do something about it. */
  private unforeseen(error: unknown): Problem {
    this.logger.error({ err: error }, 'a dataset could not be read');
    return new Problem(
      'unreadable_data',
      'The data cannot be read. Check that the file is whole and opens in the program that made it, then send it again.',
    );
  }
}

async function readColumns(path: string, rows: number): Promise<Pick<ReadDataset, 'times' | 'values'>> {
  // Not zeroed: that alone would hold everybody up for a million rows.
  const bytes = Buffer.allocUnsafeSlow(2 * rows * Float64Array.BYTES_PER_ELEMENT);
  const file = await open(path);
  try {
    for (let at = 0; at < bytes.byteLength; ) {
      const { bytesRead } = await file.read(bytes, at);
      if (bytesRead === 0) throw new Error('A reader process wrote less than it said');
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
  const columns = new Float64Array(bytes.buffer);
  return { times: columns.subarray(0, rows), values: columns.subarray(rows) };
}

/** Text: whatever it holds, 64 KiB of it are read in no time. A binary file of that size can unpack to anything. */
function isHarmless(content: Buffer): boolean {
  return !content.subarray(0, 4).equals(zip) && !content.subarray(0, 4).equals(parquet);
}
const zip = Buffer.from('PK\u0003\u0004', 'latin1');
const parquet = Buffer.from('PAR1', 'latin1');
