import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ProcessDirectory } from '@coincast/shared/files';
import type { FileToSend, GatewayClient, Session } from '@coincast/shared/gateway-client';
import { TelegramFileTooLarge, TelegramUnreachable } from '../telegram/bot-api-errors.js';
import { maxDownloadBytes } from '../telegram/file-download.js';
import type { Messenger } from '../telegram/messenger.js';
import type { Source } from './order.js';

const downloadAttempts = 3;

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
      await download(messenger, file.fileId, path);
      return await work({ path, name: file.name });
    }
    await pipeline((await api.jobs.series(session, source.jobId)).body, fileAt(path));
    return await work({ path, name: `job-${source.jobId}.csv` });
  } finally {
    await rm(path, { force: true });
  }
}

/** @throws TelegramUnreachable when the connection breaks on the way */
async function write(stream: Readable, path: string): Promise<void> {
  let isBroken = false;
  stream.once('error', () => {
    isBroken = true;
  });
  await save(stream, path).catch((error: unknown) => {
    if (isBroken && !(error instanceof TelegramFileTooLarge)) throw new TelegramUnreachable('file', 'network');
    throw error;
  });
}

/** To be opened, a file has attempts of its own; one that breaks off while it is read is opened again. */
async function download(messenger: Messenger, fileId: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const opened = await messenger.downloadFile(fileId);
    try {
      return await write(opened, path);
    } catch (error) {
      if (!(error instanceof TelegramUnreachable) || attempt >= downloadAttempts) throw error;
    }
  }
}

/** No more than Telegram gives bots, whatever it has said of the size. */
async function save(stream: Readable, path: string): Promise<void> {
  let bytes = 0;
  const limited = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > maxDownloadBytes) done(new TelegramFileTooLarge(maxDownloadBytes));
      else done(null, piece);
    },
  });
  await pipeline(stream, limited, fileAt(path));
}

const fileAt = (path: string) => createWriteStream(path, { mode: 0o600 });
