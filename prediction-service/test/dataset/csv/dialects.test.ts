import { expect } from 'chai';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readRows } from '../reading.js';

interface Row {
  timeMs: number;
  /** In hundredths. */
  cents: number;
  note: string;
  isValid: boolean;
}

/** How a program writes a table. */
interface Dialect {
  separator: string;
  quoting: 'needed' | 'all' | 'after a space';
  lineEnd: string;
  endsLastLine: boolean;
  encoding: string;
  hasMark: boolean;
  decimal: '.' | ',';
  groups: boolean;
  dates: (keyof typeof dateForms)[number] & keyof typeof dateForms;
  title: string;
}

const two = (number: number) => String(number).padStart(2, '0');
const dateForms = {
  iso: (time: Date) => time.toISOString(),
  spaced: (time: Date) => time.toISOString().slice(0, 19).replace('T', ' '),
  'd.m.y': (time: Date) =>
    `${two(time.getUTCDate())}.${two(time.getUTCMonth() + 1)}.${time.getUTCFullYear()} ${clock(time)}`,
  'd/m/y': (time: Date) => `${time.getUTCDate()}/${time.getUTCMonth() + 1}/${time.getUTCFullYear()} ${clock(time)}`,
  'm/d/y': (time: Date) => `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()} ${clock(time)}`,
  seconds: (time: Date) => String(time.getTime() / 1000),
};
const clock = (time: Date) => time.toISOString().slice(11, 19);

const header = ['Date', 'Примечание', 'Price'];
/** Shows which of a date's numbers is the day, and that prices have decimals. */
const telling: Row = { timeMs: Date.UTC(2024, 0, 31), cents: 105, note: '', isValid: true };

function write(rows: readonly Row[], dialect: Dialect): Buffer {
  const lines = [header, ...rows.map((row) => cellsOf(row, dialect))];
  const table = lines.map((cells) => cells.map((cell, i) => quoted(cell, i, dialect)).join(dialect.separator));
  const text = [...(dialect.title ? [dialect.title, ''] : []), ...table].join(dialect.lineEnd);
  return iconv.encode(dialect.endsLastLine ? text + dialect.lineEnd : text, dialect.encoding, {
    addBOM: dialect.hasMark,
  });
}

function cellsOf({ timeMs, note, ...row }: Row, { dates, ...dialect }: Dialect): string[] {
  return [dateForms[dates](new Date(timeMs)), note, row.isValid ? price(row.cents, dialect) : 'n/a'];
}

function price(cents: number, { decimal, groups }: Pick<Dialect, 'decimal' | 'groups'>): string {
  const whole = String(Math.trunc(Math.abs(cents) / 100));
  const grouped = groups ? whole.replace(/\B(?=(\d{3})+$)/g, decimal === '.' ? ',' : '.') : whole;
  return `${cents < 0 ? '-' : ''}${grouped}${decimal}${two(Math.abs(cents) % 100)}`;
}

function quoted(cell: string, column: number, { separator, quoting }: Dialect): string {
  const isNeeded = /["\r\n]/.test(cell) || cell.includes(separator);
  if (quoting === 'needed' && !isNeeded) return cell;
  return `${quoting === 'after a space' && column > 0 ? ' ' : ''}"${cell.replaceAll('"', '""')}"`;
}

const row = fc.record({
  timeMs: fc.integer({ min: Date.UTC(1980, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 }).map((s) => s * 1000),
  cents: fc.integer({ min: -1e9, max: 1e9 }),
  note: fc.string({ unit: fc.constantFrom(...',;\t|"\n\r \'aZя—Ж0'), maxLength: 8 }),
  isValid: fc.boolean(),
});

const dialects: fc.Arbitrary<Dialect> = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  quoting: fc.constantFrom('needed', 'all', 'after a space'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  endsLastLine: fc.boolean(),
  encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1251'),
  hasMark: fc.boolean(),
  decimal: fc.constantFrom('.', ','),
  groups: fc.boolean(),
  dates: fc.constantFrom('iso', 'spaced', 'd.m.y', 'd/m/y', 'm/d/y', 'seconds'),
  title: fc.constantFrom('', 'Отчёт; 2024', 'Prices, of "X"'),
});

describe('Tables in any dialect', () => {
  it('come back as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), dialects, async (some, dialect) => {
        const rows = [telling, ...some];
        const found = await readRows(write(rows, dialect));
        const valid = rows.filter(({ isValid }) => isValid).sort((a, b) => a.timeMs - b.timeMs);
        expect(Array.from(found.read.times)).to.deep.equal(valid.map(({ timeMs }) => timeMs));
        expect(Array.from(found.read.values)).to.deep.equal(valid.map(({ cents }) => cents / 100 || 0));
        const invalid = rows.flatMap((row, i) => (row.isValid ? [] : [[i, asShown(row, dialect)]]));
        expect(found.invalid).to.deep.equal(invalid);
        expect(found.read.encoding).to.equal(dialect.encoding);
      }),
      { numRuns: 500 },
    );
  });
});

function asShown(row: Row, dialect: Dialect): Record<string, string> {
  const cells = cellsOf(row, dialect);
  return { _error: 'bad_price', ...Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])) };
}
