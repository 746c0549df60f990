import { StringDecoder } from 'node:string_decoder';
import { crc32 } from 'node:zlib';
import { Problem } from '@coincast/shared/http/errors';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { DatasetLimits } from '../dataset-limits.js';

/** Workbooks of real life have some dozens of parts. */
const maxParts = 1_000;
/** XML of real sheets packs to a tenth, of the most uniform ones to a fiftieth; small parts may do better. */
const maxRatio = 200;
const ratioCheckedFromBytes = 10 * 1024 * 1024;

/** The parts of a workbook, unpacked one by one as a stream. */
export class ZipArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
    readonly limits: DatasetLimits,
  ) {}

  /**
   * Reads the directory of an archive; nothing is unpacked before what it declares has been found within the limits.
   * @throws Problem `unreadable_data`, `inflates_too_large`
   */
  static async open(content: Buffer, limits: DatasetLimits): Promise<ZipArchive> {
    const parts = new Map<string, Entry>();
    let inflatedBytes = 0;
    try {
      const zip = await fromBufferPromise(content, { lazyEntries: true, autoClose: false });
      if (zip.entryCount > maxParts) throw tooManyParts();
      for await (const entry of zip.eachEntry()) {
        inflatedBytes += entry.uncompressedSize;
        checkEntry(entry, inflatedBytes, limits);
        const name = keyOf(entry.fileName);
        if (parts.has(name)) throw broken(`it holds "${shown(entry.fileName)}" twice`);
        parts.set(name, entry);
      }
      return new ZipArchive(zip, parts, limits);
    } catch (error) {
      throw asProblem(error, 'its directory');
    }
  }

  /** @param name in any case, with or without a leading slash. */
  has(name: string): boolean {
    return this.parts.has(keyOf(name));
  }

  /**
   * Unpacks a part as text in UTF-8, piece by piece. The part is whole and unharmed when the last piece has come.
   * @throws Problem `unreadable_data` when it is missing, cut off, larger than declared, or fails its checksum.
   */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.parts.get(keyOf(name));
    if (!entry) throw broken(`its part "${shown(name)}" is missing`);
    try {
      const decoder = new StringDecoder('utf8');
      let checksum = 0;
      for await (const bytes of await this.zip.openReadStreamPromise(entry)) {
        checksum = crc32(bytes, checksum);
        yield decoder.write(bytes);
      }
      if (checksum !== entry.crc32) throw broken(`the checksum of "${shown(name)}" is wrong`);
      yield decoder.end();
    } catch (error) {
      throw asProblem(error, `"${shown(name)}"`);
    }
  }
}

/** Names of parts match in any case (ECMA-376 part 2, 6.2.2.3). */
const keyOf = (name: string) => name.replace(/^\//, '').toLowerCase();

function checkEntry(entry: Entry, inflatedBytes: number, { maxInflatedBytes }: DatasetLimits): void {
  if (entry.isEncrypted()) {
    throw new Problem('unreadable_data', 'The workbook is protected by a password. Save it without one.');
  }
  if (inflatedBytes > maxInflatedBytes) {
    throw new Problem(
      'inflates_too_large',
      `The workbook unpacks to more than ${maxInflatedBytes} bytes, the limit. Send fewer rows or sheets, or CSV or Parquet.`,
    );
  }
  if (entry.uncompressedSize > ratioCheckedFromBytes && entry.uncompressedSize > maxRatio * entry.compressedSize) {
    throw new Problem(
      'inflates_too_large',
      `"${shown(entry.fileName)}" in the workbook unpacks to more than ${maxRatio} times its size, the limit. Save the sheet as CSV.`,
    );
  }
}

function tooManyParts(): Problem {
  return new Problem(
    'inflates_too_large',
    `The workbook unpacks to more than ${maxParts} parts, the limit. Save the sheet with the data alone.`,
  );
}

/** An error for a workbook that cannot be read. @param reason goes on after "The workbook cannot be read: ". */
export function broken(reason: string): Problem {
  return new Problem(
    'unreadable_data',
    `The workbook cannot be read: ${reason}. Open it in the program that made it and save it again.`,
  );
}

function asProblem(error: unknown, where: string): Problem {
  if (error instanceof Problem) return error;
  return broken(`${where} is broken or cut off`);
}

/** Part of a message, so that a hostile name neither fills nor breaks it. */
export const shown = (name: string) => name.replace(/[^\p{L}\p{N} ._/()[\]-]/gu, '?').slice(0, 80);
