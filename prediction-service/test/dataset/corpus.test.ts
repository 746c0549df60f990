import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type ReadDataset, readDataset } from '../../src/dataset/read-dataset.js';
import type { CorpusCase, ExpectedDataset } from '../datasets/expected.js';
import { csvCases } from '../datasets/expected-csv.js';
import { csvColumnCases } from '../datasets/expected-csv-columns.js';
import { jsonCases } from '../datasets/expected-json.js';
import { otherCases } from '../datasets/expected-other.js';
import { parquetCases } from '../datasets/expected-parquet.js';
import { xlsxCases } from '../datasets/expected-xlsx.js';
import { limits, problemOf } from './reading.js';

/** The corpus in the sources: data files are not compiled. */
const root = fileURLToPath(new URL('../../../test/datasets/', import.meta.url));
const cases: CorpusCase[] = [
  ...csvCases,
  ...csvColumnCases,
  ...jsonCases,
  ...xlsxCases,
  ...parquetCases,
  ...otherCases,
];

describe('The corpus of files by other programs', () => {
  for (const { file, options = {}, expected } of cases) {
    it(`${file} ${Object.keys(options).length > 0 ? JSON.stringify(options) : ''}`, async () => {
      const reading = readDataset(readFileSync(`${root}${file}`), options, limits);
      if ('error' in expected) {
        const problem = await problemOf(reading);
        expect(problem.code).to.equal(expected.error);
        expect(problem.detail).to.match(expected.detail);
      } else {
        expect(summaryOf(await reading)).to.deep.equal(inFull(expected));
      }
    });
  }

  it('has an expectation for every file, and a file for every expectation', () => {
    const files = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(`${root}${name}`).map((file) => `${name}/${file}`));
    expect([...new Set(cases.map(({ file }) => file))].sort()).to.deep.equal(files.sort());
  });
});

interface Summary {
  format: string;
  encoding: string | null;
  valid: number;
  faults: Record<string, number>;
  duplicates: number;
  columns: (string | null)[];
  first: [string, number] | null;
  last: [string, number] | null;
  warnings: string[];
}

/** What the table of expectations tells about a dataset; `invalid` is checked to be the sum of the faults. */
function summaryOf({ format, encoding, times, values, duplicates, invalid, columns, warnings }: ReadDataset): Summary {
  expect(invalid.count).to.equal(Object.values(invalid.faults).reduce((sum, count) => sum + count, 0));
  expect(values.length).to.equal(times.length);
  for (const { message } of warnings) expect(message, 'a sentence').to.match(/^[A-Z].* .*\.$/);
  const rowAt = (position: number): [string, number] | null => {
    const [time, price] = [times[position], values[position]];
    return time === undefined || price === undefined ? null : [new Date(time).toISOString(), price];
  };
  return {
    format,
    encoding,
    valid: times.length,
    faults: { ...invalid.faults },
    duplicates,
    columns: [columns.time, columns.price].map((name) => name?.trim() ?? null),
    first: rowAt(0),
    last: rowAt(times.length - 1),
    warnings: warnings.map(({ code }) => code).sort(),
  };
}

function inFull(expected: ExpectedDataset): Summary {
  const { format, valid, faults = {}, duplicates = 0, columns = ['timestamp', 'price'], first, last } = expected;
  const isText = format !== 'xlsx' && format !== 'parquet';
  const row = (given: [string, number] | undefined): [string, number] | null =>
    given ? [new Date(`${given[0]}${given[0].includes('T') ? 'Z' : ''}`).toISOString(), given[1]] : null;
  return {
    format,
    encoding: isText ? (expected.encoding ?? 'utf-8') : null,
    valid,
    faults,
    duplicates,
    columns,
    first: row(first),
    last: row(last),
    warnings: [...(expected.warnings ?? [])].sort(),
  };
}
