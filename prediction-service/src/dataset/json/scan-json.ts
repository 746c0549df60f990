import { Problem } from '@coincast/shared/http/errors';
import type { DatasetLimits } from '../dataset-limits.js';
import { placeAt } from './place.js';

const [quote, backslash, comma, lf] = [0x22, 0x5c, 0x2c, 0x0a];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
const words = ['true', 'false', 'null'].map((word) => Buffer.from(word));
const pieceBytes = 1024 * 1024;
/** A record may hold some arrays and objects besides its cells; this many for each are no rows any more. */
const maxContainersPerRow = 4;

/** What a look at the text has shown. */
export interface JsonScan {
  /** Whether a second value begins on a line of its own: one JSON value a line. */
  severalValues: boolean;
  /** Where the elements of a large outermost array can be parted: at these commas, megabytes apart. */
  cuts: number[];
}

/**
 * Looks through JSON in UTF-8 before it is parsed, so that nothing nested deeply or with huge rows gets that far. Finds
 * words and signs that JSON does not have, but leaves the rest of the grammar to the parser.
 * @throws Problem `nested_too_deeply`, `row_too_large`, `too_many_rows`, `unreadable_data`
 */
export function scanJson(content: Buffer, { maxNesting, maxRowBytes, maxRows }: DatasetLimits): JsonScan {
  /** Of each open array or object: where it begins, and how much of it is nested ones. */
  const starts: number[] = [];
  const nested: number[] = [];
  const maxContainers = maxContainersPerRow * maxRows + maxNesting;
  const cuts: number[] = [];
  let containers = 0;
  let isClosed = false;
  let last = 0;
  for (let at = 0; at < content.length; at++) {
    const sign = content[at] ?? 0;
    if (sign <= 0x20) continue;
    if (isClosed && starts.length === 0) return { severalValues: content.subarray(last, at).includes(lf), cuts };
    if (sign === quote) {
      at = stringEnd(content, at);
    } else if (sign === openArray || sign === openObject) {
      if (starts.length >= maxNesting) throw tooDeep(content, at, maxNesting);
      if (++containers > maxContainers) throw tooMany(maxContainers, maxRows);
      starts.push(at);
      nested.push(0);
    } else if (sign === closeArray || sign === closeObject) {
      const start = starts.pop() ?? at;
      const bytes = at + 1 - start;
      const ownBytes = bytes - (nested.pop() ?? 0);
      if (sign === closeObject && ownBytes > maxRowBytes) throw tooLarge(content, start, maxRowBytes);
      if (content[last] === comma) throw unreadable(content, last, 'a comma with nothing after it');
      const depth = nested.length;
      if (depth > 0) nested[depth - 1] = (nested[depth - 1] ?? 0) + bytes;
      isClosed = depth === 0;
    } else if (sign === comma) {
      const isDue = starts.length === 1 && at - (cuts.at(-1) ?? 0) > pieceBytes;
      if (isDue && content[starts[0] ?? 0] === openArray) cuts.push(at);
    } else if (sign > 0x3a || sign === 0x27 || sign === 0x2f || sign === 0x23) {
      at = wordEnd(content, at);
    }
    last = at;
  }
  return { severalValues: false, cuts };
}

function stringEnd(content: Buffer, start: number): number {
  for (let at = start + 1; at < content.length; at++) {
    const sign = content[at];
    if (sign === quote) return at;
    if (sign === backslash) at++;
  }
  return content.length;
}

/** The end of `true`, `false`, `null` or the letter of an exponent; nothing else begins with such a sign. */
function wordEnd(content: Buffer, start: number): number {
  const before = content[start - 1] ?? 0;
  const isExponent = ((content[start] ?? 0) | 0x20) === 0x65 && ((before >= 0x30 && before <= 0x39) || before === 0x2e);
  if (isExponent) return start;
  const word = words.find((word) => word[0] === content[start]);
  if (word?.every((sign, i) => content[start + i] === sign)) return start + word.length - 1;
  const [found = ''] = /^(?:[\w$]+|[^\0-\x7f]+|)/.exec(content.toString('utf8', start, start + 40)) ?? [];
  const sign = String.fromCharCode(content[start] ?? 0);
  if (found === 'NaN' || found === 'Infinity') {
    const text = before === 0x2d ? `-${found}` : found;
    throw unreadable(content, start, `${text}, as Python writes it, which is no JSON: send null instead`);
  }
  if (sign === "'") throw unreadable(content, start, 'a single quote: JSON has double ones');
  throw unreadable(content, start, `"${found || sign}", which JSON does not have`);
}

const tooDeep = (content: Buffer, at: number, limit: number) =>
  new Problem(
    'nested_too_deeply',
    `The JSON is nested more than ${limit} levels deep (${placeAt(content, at)}). Send flat rows.`,
  );

const tooLarge = (content: Buffer, at: number, limit: number) =>
  new Problem('row_too_large', `The row at ${placeAt(content, at)} is longer than ${limit} bytes. Send shorter rows.`);

const tooMany = (containers: number, maxRows: number) =>
  new Problem(
    'too_many_rows',
    `The JSON has more than ${containers} arrays and objects, far more than ${maxRows} rows need. Send fewer rows.`,
  );

const unreadable = (content: Buffer, at: number, what: string) =>
  new Problem('unreadable_data', `The JSON cannot be read: at ${placeAt(content, at)} there is ${what}.`);
