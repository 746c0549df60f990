import { rm, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Request, Response } from 'express';
import multer, { diskStorage, MulterError } from 'multer';
import { PageError } from '../page-error.js';
import type { Site } from '../site.js';
import { FileRefused } from './file-faults.js';

/** A file that has arrived; whoever receives it moves it away or removes it. */
export interface ReceivedFile {
  path: string;
  name: string;
  bytes: number;
}

const longestPaste = 2 * 1024 * 1024;
const longestName = 200;
const fieldLimits = { files: 1, fields: 8, parts: 10, fieldNameSize: 50, fieldSize: longestPaste };

/** The name of a file as its owner gave it, as one line of bounded length. */
export function fileName(given: string, fallback: string): string {
  const signs = Array.from(
    Buffer.from(given.slice(0, 2_000))
      .toString()
      .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, ''),
  );
  return signs.slice(0, longestName).join('').trim() || fallback;
}

/**
 * Receives the file of a form, or the rows that were pasted instead, on disk.
 * @throws FileRefused for nothing, or too much of it. Nothing is left behind then, nor when the visitor goes away.
 */
export async function receiveFile(site: Site, request: Request, response: Response): Promise<ReceivedFile> {
  const { fileFaults } = request.visit.texts;
  await parseForm(site, request, response);
  if (request.file) {
    const { path, originalname, size } = request.file;
    if (size > 0) return { path, name: fileName(originalname, 'data'), bytes: size };
    await rm(path, { force: true });
    throw new FileRefused(fileFaults.empty, 422);
  }
  const rows: unknown = request.body?.rows;
  if (typeof rows !== 'string' || rows.trim() === '') throw new FileRefused(fileFaults.nothing, 422);
  const path = site.arrivals.newPath();
  await writeFile(path, rows, { mode: 0o600 });
  return { path, name: fileFaults.pastedName, bytes: (await stat(path)).size };
}

function parseForm(site: Site, request: Request, response: Response): Promise<void> {
  const storage = diskStorage({
    destination: site.arrivals.directory,
    filename: (_request, _file, done) => done(null, basename(site.arrivals.newPath())),
  });
  const limits = { ...fieldLimits, fileSize: site.maxUploadBytes };
  const parse = multer({ storage, limits, defParamCharset: 'utf8' }).single('file');
  return new Promise((resolve, reject) => {
    parse(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(asFault(error, site, request));
    });
  });
}

function asFault(error: unknown, { maxUploadBytes }: Site, { visit }: Request): unknown {
  const { fileFaults } = visit.texts;
  if (error instanceof MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') return new FileRefused(fileFaults.tooLarge(maxUploadBytes), 413);
    if (error.code === 'LIMIT_FIELD_VALUE') return new FileRefused(fileFaults.pasteTooLarge(longestPaste), 413);
    return new PageError('bad_form');
  }
  // The disk's own faults carry a code of the system.
  return error instanceof Error && 'syscall' in error ? error : new PageError('bad_form');
}
