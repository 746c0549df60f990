import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessDirectory } from '@coincast/shared/files';
import type { FileToSend, GatewayClient, Session } from '@coincast/shared/gateway-client';
import { TelegramFileTooLarge, TelegramUnreachable } from '../telegram/bot-api-errors.js';
import { type DownloadedFile, maxDownloadBytes } from '../telegram/file-download.js';
import type { Messenger } from '../telegram/messenger.js';
import type { Source } from './order.js';

const downloadAttempts = 3;
const firstPauseMs = 500;

export interface DataFileParts {
  arrivals: ProcessDirectory;
  messenger: Messenger;
  api: GatewayClient;
}

/**
 * Fetches the rows of an order, and lends them as a file for as long as the work takes.
 * @throws TelegramFileTooLarge, TelegramRefusal when Telegram has it no more, TelegramUnreachable and as the API's client does.
 */
export async function withDataFile<Result>(
  { arrivals, messenger, api }: DataFileParts,
  source: Source,
  session: Session,
  work: (file: FileToSend) => Promise<Result>,
): Promise<Result> {
  const path = arrivals.newPath();
  try {
    if (source.kind === 'text') {
      await writeFile(path, source.text, { mode: 0o600 });
      return await work({ path, name: /^\s*[[{]/.test(source.text) ? 'rows.json' : 'rows.csv' });
    }
    if (source.kind === 'telegram') {
      const { file } = source;
      if ((file.bytes ?? 0) > maxDownloadBytes) throw new TelegramFileTooLarge(maxDownloadBytes);
      await retryUnreachable(async () => write(await messenger.downloadFile(file.fileId), path));
      return await work({ path, name: file.name });
    }
    await save((await api.jobs.series(session, source.jobId)).body, path);
    return await work({ path, name: `job-${source.jobId}.csv` });
  } finally {
    await rm(path, { force: true });
  }
}

/** @throws TelegramUnreachable when the connection breaks on the way */
async function write({ stream }: DownloadedFile, path: string): Promise<void> {
  let isBroken = false;
  stream.once('error', () => {
    isBroken = true;
  });
  await save(stream, path).catch((error: unknown) => {
    if (isBroken && !(error instanceof TelegramFileTooLarge)) throw new TelegramUnreachable('file', 'network');
    throw error;
  });
}

async function retryUnreachable(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isPassing = error instanceof TelegramUnreachable && error.method === 'file' && error.reason !== 'stopped';
      if (!isPassing || attempt >= downloadAttempts) throw error;
      await wait(firstPauseMs * 2 ** (attempt - 1));
    }
  }
}

/** Whatever its sender has said of its size. */
async function save(stream: Readable, path: string): Promise<void> {
  let bytes = 0;
  const limited = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > maxDownloadBytes * 5) done(new TelegramFileTooLarge(maxDownloadBytes));
      else done(null, piece);
    },
  });
  await pipeline(stream, limited, createWriteStream(path, { mode: 0o600 }));
}
