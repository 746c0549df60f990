import type { DataReader, DecodedArray, Encoding, SchemaElement } from 'hyparquet';
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { maxPageBytes } from './page-limits.js';
import { readRuns } from './run-lengths.js';

/** Of the physical types, as little as a value takes; a boolean takes a bit. */
const leastBytes = { BOOLEAN: 0.125, INT32: 4, INT64: 8, INT96: 12, FLOAT: 4, DOUBLE: 8, BYTE_ARRAY: 4 };
/** Writers use blocks of 128 to some thousand values. */
const maxDeltaBlock = 1 << 20;

/**
 * Decodes the values of a page from `at` on.
 * @param count how many there are, nulls not counted.
 * @returns the values, or for the dictionary encodings their places in the dictionary.
 * @throws Error when the page does not hold them.
 */
export function decodeValues(
  page: Uint8Array,
  at: number,
  encoding: Encoding,
  count: number,
  element: SchemaElement,
): DecodedArray {
  const { type, type_length: length } = element;
  if (count === 0) return [];
  if (!type || !(count > 0)) throw new RangeError('no values');
  const reader: DataReader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: at };
  switch (encoding) {
    case 'PLAIN':
      checkRoom(page.length - at, count, element);
      return readPlain(reader, type, count, length);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      const places = new Int32Array(count);
      readRuns(page, at + 1, reader.view.getUint8(at), places);
      return places as unknown as DecodedArray;
    }
    case 'RLE': {
      const bits = new Int32Array(count);
      readRuns(page, at + 4, 1, bits);
      return Array.from(bits, Boolean);
    }
    case 'BYTE_STREAM_SPLIT':
      checkRoom(page.length - at, count, element);
      return byteStreamSplit(reader, count, type, length);
    case 'DELTA_BINARY_PACKED': {
      checkDeltaBlocks(reader);
      const integers = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, integers);
      return integers;
    }
    case 'DELTA_LENGTH_BYTE_ARRAY':
    case 'DELTA_BYTE_ARRAY': {
      checkDeltaTexts(reader, count, encoding === 'DELTA_BYTE_ARRAY' ? 2 : 1);
      const texts = new Array<Uint8Array>(count);
      if (encoding === 'DELTA_BYTE_ARRAY') deltaByteArray(reader, count, texts);
      else deltaLengthByteArray(reader, count, texts);
      return texts;
    }
    default:
      throw new RangeError(`unknown encoding ${encoding}`);
  }
}

function checkRoom(bytes: number, count: number, { type, type_length: length }: SchemaElement): void {
  const each = type === 'FIXED_LEN_BYTE_ARRAY' ? length : type && leastBytes[type];
  if (!(each && each > 0 && count * each <= bytes)) throw new RangeError(`${count} values in ${bytes} bytes`);
}

/** Texts that share their beginnings can unpack to any size: their lengths stand first, one list or two. */
function checkDeltaTexts({ view, offset }: DataReader, count: number, lists: number): void {
  const ahead = { view, offset };
  const lengths = new Int32Array(count);
  let total = 0;
  for (let list = 0; list < lists; list++) {
    checkDeltaBlocks(ahead);
    deltaBinaryUnpack(ahead, count, lengths);
    for (const length of lengths) total += length >= 0 ? length : Number.NaN;
  }
  if (!(total <= maxPageBytes)) throw new RangeError(`texts of ${total} bytes`);
}

/** The decoder allocates what the head of the page says. */
function checkDeltaBlocks({ view, offset }: DataReader): void {
  const ahead = { view, offset };
  const [blockSize, parts] = [readVarInt(ahead), readVarInt(ahead)];
  if (!(blockSize > 0 && blockSize <= maxDeltaBlock && parts > 0 && parts <= blockSize)) {
    throw new RangeError(`blocks of ${blockSize} values in ${parts} parts`);
  }
}
