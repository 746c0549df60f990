import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Problem } from '@coincast/shared/http/errors';
import type { CompressionCodec } from 'hyparquet';
import { compressors, decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';

/** Each gives at most `length` bytes, whatever the compressed bytes say. */
const decompressors: Partial<Record<CompressionCodec, (bytes: Uint8Array, length: number) => Uint8Array | undefined>> =
  {
    UNCOMPRESSED: (bytes) => bytes,
    // The decompressor writes as much as the content says, into memory that still holds earlier content.
    SNAPPY: (bytes, length) => (snappyLength(bytes) === length ? compressors.SNAPPY?.(bytes, length) : undefined),
    GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: length }),
    BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: length }),
    ZSTD: (bytes, length) => decompressZstd(bytes, new Uint8Array(length)),
    LZ4: decompressLz4,
    LZ4_RAW: decompressLz4Raw,
  };

/** @throws Problem `unsupported_media_type` for a codec that we cannot read. */
export function checkCodec(codec: CompressionCodec | undefined, column: string): void {
  if (codec && decompressors[codec]) return;
  const named = codec ? `compressed with ${codec}` : 'compressed in an unknown way';
  throw new Problem(
    'unsupported_media_type',
    `Column "${column}" of the Parquet file is ${named}. Write it with Snappy, Zstandard, Gzip, LZ4 or Brotli.`,
  );
}

/**
 * Unpacks a page into memory of its own, so that nothing that it claims can reach beyond it.
 * @throws Error when it does not unpack to exactly `length` bytes.
 */
export function decompress(codec: CompressionCodec, bytes: Uint8Array, length: number): Uint8Array {
  const page = length === 0 ? new Uint8Array() : decompressors[codec]?.(bytes, length);
  if (page?.length !== length) throw new RangeError(`a page of ${length} bytes has ${page?.length}`);
  return page.byteLength === page.buffer.byteLength && !(page instanceof Buffer) ? page : Uint8Array.from(page);
}

/** What the content unpacks to by its own account: a varint in front. */
function snappyLength(bytes: Uint8Array): number {
  let length = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[i] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return length;
  }
  return Number.NaN;
}
