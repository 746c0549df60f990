import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ProcessDirectory } from '@coincast/shared/files';
import type { FileToSend, GatewayClient, Session } from '@coincast/shared/gateway-client';
import { TelegramFileTooLarge } from '../telegram/bot-api-errors.js';
import { maxDownloadBytes } from '../telegram/file-download.js';
import type { Messenger } from '../telegram/messenger.js';
import type { Source } from './order.js';

export interface DataFileParts {
  arrivals: ProcessDirectory;
  messenger: Messenger;
  api: GatewayClient;
}

/**
 * Fetches the rows of an order, and lends them as a file for as long as the work takes.
 * @throws TelegramFileTooLarge, TelegramRefusal when Telegram has it no more, and as the API's client does.
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
      await write((await messenger.downloadFile(file.fileId)).stream, path);
      return await work({ path, name: file.name });
    }
    await write((await api.jobs.series(session, source.jobId)).body, path);
    return await work({ path, name: `job-${source.jobId}.csv` });
  } finally {
    await rm(path, { force: true });
  }
}

/** Whatever its sender has said of its size. */
async function write(stream: Readable, path: string): Promise<void> {
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
