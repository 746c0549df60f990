import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import type { InvalidRow, Verdict } from '../../src/gateway-client/index.js';
import { type DataTexts, dataTextsFor, type Reader } from '../../src/wording/data-texts.js';
import { formatsFor } from '../../src/wording/formats.js';
import { faultTimes, invalidRowsView } from '../../src/wording/invalid-rows.js';
import type { Language } from '../../src/wording/languages.js';
import { cellText } from '../../src/wording/shown-cell.js';
import { warningViews } from '../../src/wording/warnings.js';

const readerOf = (language: Language): Reader<DataTexts> => ({
  texts: dataTextsFor(language),
  formats: formatsFor(language),
});

const verdictOf = (invalid_rows: InvalidRow[], more: Partial<Verdict> = {}): Verdict => ({
  rows: { valid: 714, invalid: invalid_rows.length, duplicates: 0 },
  format: 'csv',
  encoding: 'utf-8',
  columns: { time: 'ts', price: 'y' },
  warnings: [],
  invalid_rows,
  ...more,
});

const shown = (row: Record<string, unknown>, language: Language = 'en') =>
  invalidRowsView(verdictOf([[0, row]]), readerOf(language))?.rows[0];

describe('rows that could not be read', () => {
  const cases: [Record<string, unknown>, string, string][] = [
    [{ _error: 'bad_time', ts: '2026-10-32 17:00', y: '1' }, 'No such date', 'October has 31 days'],
    [{ _error: 'bad_time', ts: '30.02.2026', y: '1' }, 'No such date', 'February 2026 has 28 days'],
    [{ _error: 'bad_time', ts: '2026-13-01', y: '1' }, 'No such month', 'Months go from 1 to 12'],
    [{ _error: 'bad_time', ts: '2026-10-01 25:00', y: '1' }, 'No such time of day', 'Hours go from 0'],
    [{ _error: 'bad_time', ts: '99999999999999999', y: '1' }, 'A number that is no time', 'Seconds or'],
    [{ _error: 'bad_time', ts: 'yesterday', y: '1' }, 'Not a date or time', 'Write it as'],
    [{ _error: 'bad_time', ts: '#REF!', y: '1' }, 'Excel formula error', 'Recalculate'],
    [{ _error: 'missing_time', ts: '', y: '1' }, 'No time', 'Enter a date'],
    [{ _error: 'missing_price', ts: '2026-10-01', y: null }, 'No value', 'Enter a number'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: 'n/a' }, 'Text instead of a number', 'Enter a number'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: '12 4O7,5' }, 'Letter “O” instead of zero', 'Looks like 12 407,5'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: '1О0' }, 'Letter “O” instead of zero', 'Looks like 100'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: '#Н/Д' }, 'Excel formula error', 'Recalculate'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: 'NaN' }, 'Not a finite number', 'Enter a number'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: '12 EUR' }, 'More than a number', 'Leave the number'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: '1.2.3' }, 'Not clear which number', 'Write it as'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: true }, 'Not a number', 'Enter a number'],
    [{ _error: 'bad_price', ts: '2026-10-01', y: { a: 1 } }, 'Not a number', 'Enter a number'],
    [{ _error: 'not_a_dict', value: [1, 2] }, 'Not a row', 'A row is an object'],
    [{ _error: 'newer_than_us', ts: '1', y: '1' }, 'The row could not be read', 'Compare'],
  ];
  for (const [row, what, fix] of cases) {
    it(`${row['_error']}: ${JSON.stringify(row['ts'])} ${JSON.stringify(row['y'])} is said to be: ${what}`, () => {
      const english = shown(row);
      expect(english?.what).to.equal(what);
      expect(english?.fix).to.include(fix);
      const russian = shown(row, 'ru');
      expect(`${russian?.what} ${russian?.fix}`).to.match(/[а-яё]/i);
      expect(english?.code).to.equal(row['_error']);
    });
  }

  it('are counted as their owner counts: with the header of a table, without one in JSON', () => {
    const row: InvalidRow = [1_998, { _error: 'bad_time', ts: 'x', y: 1 }];
    const lineIn = (format: string) => invalidRowsView(verdictOf([row], { format }), readerOf('en'))?.rows[0]?.line;
    expect(['csv', 'xlsx', 'json', 'parquet'].map(lineIn)).to.deep.equal(['2,000', '2,000', '1,999', '1,999']);
  });

  it('mark the cell that is at fault, and no other', () => {
    expect(
      [shown({ _error: 'bad_time', ts: 'x', y: 5 })].map((row) => [row?.time.isBad, row?.price.isBad]),
    ).to.deep.equal([[true, false]]);
    expect(shown({ _error: 'bad_price', ts: 'x', y: 'z' })?.price).to.deep.equal({ text: 'z', isBad: true });
  });

  it('say that a column is not there at all', () => {
    const columns = { time: null, price: 'y' };
    const view = invalidRowsView(verdictOf([[0, { _error: 'missing_time', y: 1 }]], { columns }), readerOf('en'));
    expect(view?.rows[0]?.what).to.equal('No column with the time');
    expect(view?.timeColumn).to.equal('time');
  });

  it('show the columns of the file where none was found, and few of the rows, which are all alike', () => {
    const rows = Array.from(
      { length: 9 },
      (_, i): InvalidRow => [i, { Месяц: `0${i + 1}.07.2026`, 'Выручка, ₽': 10, _error: 'missing_time' }],
    );
    const nothing = { columns: { time: null, price: null }, rows: { valid: 0, invalid: 9, duplicates: 0 } };
    const view = invalidRowsView(verdictOf(rows, nothing), readerOf('en'));
    expect([view?.timeColumn, view?.priceColumn]).to.deep.equal(['Месяц', 'Выручка, ₽']);
    expect(view?.rows[0]).to.deep.include({
      time: { text: '01.07.2026', isBad: true },
      what: 'No column with the time',
    });
    expect([view?.rows.length, view?.more]).to.deep.equal([5, '5 of 9, the rest have the same fault.']);
  });

  it('are at most 50, and the rest is counted', () => {
    const many = Array.from({ length: 60 }, (_, i): InvalidRow => [i, { _error: 'bad_time', ts: 'x', y: 1 }]);
    const view = invalidRowsView(verdictOf(many), readerOf('en'));
    expect([view?.rows.length, view?.share, view?.more]).to.deep.equal([50, '60 / 774', 'The first 50 of 60.']);
    expect(invalidRowsView(verdictOf([]), readerOf('en'))).to.equal(null);
  });

  it('any cell is short text of visible signs', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const text = cellText(JSON.parse(JSON.stringify(value) ?? 'null'));
        expect(Array.from(text).length).to.be.at.most(60);
        expect(text).to.not.match(/[\p{Cc}\p{Cf}\n]/u);
      }),
    );
    expect(cellText('x'.repeat(10_000_000))).to.equal(`${'x'.repeat(59)}…`);
    expect(cellText('a\u202eb\u0000c\ud800')).to.equal('a\u{fffd}b\u{fffd}c\u{fffd}');
  });

  it('whatever a cell holds, something is said of it', () => {
    const code = fc.constantFrom('bad_time', 'bad_price', 'missing_time', 'missing_price', 'not_a_dict', 'other');
    fc.assert(
      fc.property(code, fc.jsonValue(), fc.jsonValue(), (_error, ts, y) => {
        expect(shown({ _error, ts, y, value: ts })?.what)
          .to.be.a('string')
          .with.length.above(2);
      }),
    );
  });

  it('are marked in the chart where their time says plainly when', () => {
    const rows: InvalidRow[] = [
      [0, { _error: 'bad_price', ts: '2026-10-01', y: '' }],
      [1, { _error: 'bad_price', ts: '2026-10-01 05:30', y: '' }],
      [2, { _error: 'bad_price', ts: '01.10.2026', y: '' }],
      [3, { _error: 'bad_time', ts: '2026-10-32', y: '1' }],
      [4, { _error: 'bad_price', ts: '2026-13-01', y: '' }],
    ];
    expect(faultTimes(verdictOf(rows))).to.deep.equal([Date.UTC(2026, 9, 1), Date.UTC(2026, 9, 1, 5, 30)]);
  });
});

describe('warnings of a quote or a job', () => {
  it('have words for every code that the services write', () => {
    const root = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
    const union = readFileSync(root('prediction-service/src/dataset/dataset-warning.ts'), 'utf8');
    const worker = ['calendar', 'forecast'].flatMap((folder) =>
      readdirSync(root(`inference-worker/src/${folder}`), { encoding: 'utf8', recursive: true })
        .filter((file) => file.includes('warning') || file === 'unit.ts')
        .map((file) => readFileSync(root(`inference-worker/src/${folder}/${file}`), 'utf8')),
    );
    const codes = [
      ...[...union.matchAll(/\| '(\w+)'/g)].map(([, code = '']) => code),
      ...worker.flatMap((text) => [...text.matchAll(/code: '(\w+)'/g)].map(([, code = '']) => code)),
    ];
    expect(codes).to.have.length.above(20);
    for (const code of codes) expect(dataTextsFor('en').warnings.sentences, code).to.have.property(code);
  });

  it('name the place and the share that the API names', () => {
    const warnings = [
      { code: 'outliers', message: 'One point is far, the first at 2025-03-02T10:00:00.000Z: check.' },
      { code: 'structural_break', message: 'The level changes abruptly at point 1200: what came before' },
      { code: 'gaps_interpolated', message: '1,200 of 7,000 hours are missing and were interpolated.' },
    ];
    const texts = warningViews(warnings, readerOf('en')).map(({ text }) => text);
    expect(texts[0]).to.include('the first at 2 Mar 2025, 10:00 UTC');
    expect(texts[1]).to.include('at point 1,200');
    expect(texts[2]).to.include('(1,200 of 7,000)');
  });

  it('that are newer than our words are shown as the API words them, and none is looked up in a prototype', () => {
    const warnings = [
      { code: 'brand_new', message: 'Something new.' },
      { code: 'constructor', message: 'Something odd.' },
    ];
    expect(warningViews(warnings, readerOf('ru')).map(({ text }) => text)).to.deep.equal([
      'Something new.',
      'Something odd.',
    ]);
  });
});
