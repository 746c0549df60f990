import { expect } from 'chai';
import { problemOf, readRows } from '../reading.js';

const rows = [
  ['2024-01-01', 1],
  ['2024-01-02', 2],
];

describe('readJson', () => {
  const texts: [string, string, 'json' | 'ndjson'][] = [
    ['an array', ' [{"ts":"2024-01-01","y":1},\n{"ts":"2024-01-02","y":2}]\n', 'json'],
    ['a table', '{"data": {"ts":["2024-01-01","2024-01-02"],"y":[1,2]}}', 'json'],
    ['a value a line', '{"ts":"2024-01-01","y":1}\n{"ts":"2024-01-02","y":2}\n', 'ndjson'],
    [
      'a value a line with CRLF and blanks',
      '\r\n{"ts":"2024-01-01","y":1}\r\n \r\n {"ts":"2024-01-02","y":2}\r\n',
      'ndjson',
    ],
  ];
  for (const [name, text, format] of texts) {
    it(`reads ${name}`, async () => {
      const found = await readRows(text);
      expect(found.rows).to.deep.equal(rows);
      expect(found.invalid).to.deep.equal([]);
      expect(found.read.format).to.equal(format);
    });

    it(`reads ${name} in UTF-16`, async () => {
      const found = await readRows(Buffer.from(`\ufeff${text}`, 'utf16le').swap16());
      expect(found.rows).to.deep.equal(rows);
      expect(found.read).to.include({ format, encoding: 'utf-16be' });
    });
  }

  const lines = Array.from({ length: 60_000 }, (_, i) => `{"ts":"2024-01-01","y":${i},"n":"я, ]["}`);

  it('reads a large array whole, piece by piece', async () => {
    const { read } = await readRows(`\n[${lines.join(',\n')}]\n`);
    expect(read).to.deep.include({ format: 'json', warnings: [] });
    expect(read.values).to.deep.equal(Float64Array.from(lines, (_, i) => i));
  });

  for (const [name, text, detail] of [
    ['a fault', `[\n${lines.with(50_000, '{"ts" 5}').join(',\n')}]`, /at line 50002, character 7\./],
    ['the end missing', `[\n${lines.join(',\n')}`, /ends too early, at line 60001\b/],
    ['a comma with nothing after it', `[\n${lines.join(',\n')},]`, /line 60001, .*comma/],
    ['an element missing', `[\n${lines.with(50_000, '').join(',\n')}]`, /cannot be read/],
    ['more after its end', `[\n${lines.join(',\n')}]]`, /line 60001, character/],
  ] as const) {
    it(`refuses a large array with ${name}`, async () => {
      const problem = await problemOf(readRows(text));
      expect(problem.code).to.equal('unreadable_data');
      expect(problem.detail).to.match(detail);
    });
  }

  it('reads a single line as one object', async () => {
    const { read, rows } = await readRows('{"ts":"2024-01-01","y":1}\n');
    expect(read.format).to.equal('json');
    expect(rows).to.deep.equal([['2024-01-01', 1]]);
  });

  it('counts the rows of lines without the blank ones', async () => {
    const { invalid } = await readRows('{"ts":"2024-01-01","y":1}\n\n5\n{"ts":"x","y":1}\n');
    expect(invalid).to.deep.equal([
      [1, { _error: 'not_a_dict', value: 5 }],
      [2, { _error: 'bad_time', ts: 'x', y: 1 }],
    ]);
  });

  for (const [name, text, first] of [
    ['Cyrillic letters', '[{"ts":"01/02/2024","y":1,"имя":"а"}]', '2024-02-01'],
    ['escaped Cyrillic letters', '[{"ts":"01/02/2024","y":1,"n":"\\u0430"}]', '2024-02-01'],
    ['neither', '[{"ts":"01/02/2024","y":1,"n":"é"}]', '2024-01-02'],
  ] as const) {
    it(`reads slashed dates by where they come from: ${name}`, async () => {
      expect((await readRows(text)).rows).to.deep.equal([[first, 1]]);
    });
  }

  it('warns that windows-1251 is a guess', async () => {
    const text = Buffer.from('[{"ts":"2024-01-01","y":1,"n":"\xd6\xe5\xed\xe0"}]', 'latin1');
    expect((await readRows(text)).warnings).to.deep.equal(['encoding_assumed']);
  });

  const line = '{"ts":"2024-01-01","y":1}\n';
  const broken: [string, string, string, RegExp][] = [
    ['a line that is no JSON', `${line}\n{"ts":"2024-01-02","y":}\n`, 'unreadable_data', /line 3\b/i],
    ['a line that was cut off', `${line}${line}{"ts":"2024-`, 'unreadable_data', /too early, at line 3\b/],
    ['a line with NaN', `${line}{"ts":"2024-01-02","y":NaN}\n`, 'unreadable_data', /line 2, character 24 there is NaN/],
    ['a line with two values', `${line}{"ts":1} {"ts":2}\n`, 'unreadable_data', /line 2\b/i],
    ['a line that is nested too deeply', `${line}${'['.repeat(100)}\n`, 'nested_too_deeply', /64 levels.*line 2\b/],
    ['a line with a long row', `${line}{"ts":"${'x'.repeat(100)}"}\n`, 'row_too_large', /line 2\b.*50 bytes/],
    ['more lines than the limit', line.repeat(6), 'too_many_rows', /5/],
    ['more rows than the limit', `[${Array(6).fill(line)}]`, 'too_many_rows', /5/],
    ['more fields than the limit', `[{"a":1,"b":2,"c":3,"d":4}]`, 'too_many_columns', /3/],
    ['JSON that is no table', '{"a":1}', 'invalid_request', /array of rows/],
  ];
  for (const [name, text, code, detail] of broken) {
    it(`refuses ${name}`, async () => {
      const problem = await problemOf(readRows(text, { maxRowBytes: 50, maxRows: 5, maxColumns: 3 }));
      expect(problem).to.include({ code, status: 422 });
      expect(problem.detail).to.match(detail);
    });
  }
});
