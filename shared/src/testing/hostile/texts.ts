import { type HostileFile, megabyte } from './hostile-file.js';

const line = (bytes: number, text: string) => Buffer.alloc(bytes, text);
const large = 49 * megabyte;

/** CSV and JSON beyond each limit, and cut off. */
export const hostileTexts: HostileFile[] = [
  { name: 'a CSV of one line of 49 MB', content: () => line(large, 'x'), codes: ['row_too_large'] },
  {
    name: 'a CSV whose second line has 49 MB',
    content: () => Buffer.concat([Buffer.from('date,price\n2024-01-01,'), line(large, '1')]),
    codes: ['row_too_large'],
  },
  {
    name: 'a CSV of one line of 49 million commas',
    content: () => line(large, ','),
    codes: ['row_too_large', 'too_many_columns', 'invalid_request'],
  },
  {
    name: 'a CSV with a quote that is never closed, 49 MB before the end',
    content: () => Buffer.concat([Buffer.from('date,price\n2024-01-01,"'), line(large, 'x\n')]),
    codes: ['unreadable_data', 'row_too_large'],
  },
  {
    name: 'a CSV of 49 million quotes',
    content: () => Buffer.concat([Buffer.from('date,price\n'), line(large, '"')]),
    codes: ['unreadable_data', 'row_too_large'],
  },
  {
    name: 'a CSV of 2,000 columns',
    content: () => Buffer.from(`date,price${',x'.repeat(2_000)}\n2024-01-01,1${',2'.repeat(2_000)}\n`),
    codes: ['too_many_columns'],
  },
  {
    name: 'a CSV of 5 million rows',
    content: () => Buffer.concat([Buffer.from('y,ts\n'), line(large, '7,20240101\n')]),
    codes: ['too_many_rows'],
  },
  {
    name: 'a CSV that ends in the middle of a character',
    content: () => Buffer.from('date,price,note\n2024-01-01,1,рост').subarray(0, -1),
    codes: ['unreadable_data'],
  },
  {
    name: 'UTF-16 of an odd number of bytes',
    content: () => Buffer.from('\ufeffdate,price\n2024-01-01,1', 'utf16le').subarray(0, -1),
    codes: ['unreadable_data'],
  },
  {
    name: 'JSON 100,000 levels deep',
    content: () => Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    codes: ['nested_too_deeply'],
  },
  {
    name: 'JSON 100,000 objects deep, never closed',
    content: () => Buffer.from(`[${'{"ts":'.repeat(100_000)}`),
    codes: ['nested_too_deeply'],
  },
  {
    name: 'NDJSON with a deep second line',
    content: () => Buffer.from(`{"ts":1,"y":2}\n{"ts":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`),
    codes: ['nested_too_deeply'],
  },
  {
    name: 'JSON of one text of 49 MB',
    content: () => Buffer.concat([Buffer.from('[{"ts":"'), line(large, 'x'), Buffer.from('"}]')]),
    codes: ['row_too_large'],
  },
  {
    name: 'JSON of 25 million numbers',
    content: () => Buffer.concat([Buffer.from('[1'), line(large, ',1'), Buffer.from(']')]),
    codes: ['too_many_rows'],
  },
  {
    name: 'JSON of 24 million opening brackets',
    content: () => line(large, '[{'),
    codes: ['nested_too_deeply', 'unreadable_data'],
  },
  {
    name: 'a record of 2,000 fields',
    content: () =>
      Buffer.from(JSON.stringify([Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`f${i}`, 1]))])),
    codes: ['too_many_columns'],
  },
  {
    name: 'JSON that ends in the middle of a character',
    content: () => Buffer.from('[{"ts":"2024-01-01","y":1,"note":"рост').subarray(0, -1),
    codes: ['unreadable_data'],
  },
];
