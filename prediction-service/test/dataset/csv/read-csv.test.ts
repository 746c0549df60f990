import { expect } from 'chai';
import { problemOf, readRows } from '../reading.js';

const oneAndTwo = [
  ['2024-01-01', 1],
  ['2024-01-02', 2],
];

describe('readCsv', () => {
  const alike: [string, string][] = [
    ['commas', 'ts,price\n2024-01-01,1\n2024-01-02,2\n'],
    ['semicolons', 'Date;note;Close\n2024-01-02;;2\n2024-01-01;x;1\n'],
    ['tabs', 'Date\tClose\n2024-01-02\t2\n2024-01-01\t1'],
    ['bars', 'Date|Close\n2024-01-02|2\n2024-01-01|1\n'],
    ['a separator that is told', 'sep=^\r\nts^price\r\n2024-01-01^1\r\n2024-01-02^2'],
    ['a separator that is told beside others', 'sep=;\nts;price;a,b\n2024-01-01;1;,,\n2024-01-02;2;,\n'],
    ['CRLF', 'ts,price\r\n2024-01-01,1\r\n2024-01-02,2\r\n'],
    ['CR', 'ts,price\r2024-01-01,1\r2024-01-02,2\r'],
    ['CR and line feeds in quotes', 'ts,price,n\r2024-01-01,1,"a\nb"\r2024-01-02,2,\r'],
    ['quotes around everything', '"ts","price"\n"2024-01-01","1"\n"2024-01-02","2"\n'],
    ['spaces before quotes', '"ts", "price", "n"\n"2024-01-01", "1", "a,b"\n"2024-01-02", "2", ""\n'],
    ['separators, line ends and quotes in quotes', 'n,ts,price\n"a,""\r\n""",2024-01-01,1\n"""",2024-01-02,2\n'],
    ['a quote within cells of a file without quoting', 'n,ts,price\n5" disk,2024-01-01,1\n3" disk,2024-01-02,2\n'],
    ['a quoted word within a cell of a file without quoting', 'n,ts,price\n5"x7" photo,2024-01-01,1\na,2024-01-02,2'],
    ['blank lines', '\n\nts,price\n\n2024-01-01,1\n , \n\t\n2024-01-02,2\n\n'],
    ['lines of separators', 'ts;price;n\n;;\n2024-01-01;1;\n;;;\n2024-01-02;2;\n;;\n'],
    ['separators at the end of lines', 'ts;price;\n2024-01-01;1;\n2024-01-02;2;\n'],
    ['separators at the end of rows only', 'ts,price\n2024-01-01,1,\n2024-01-02,2,\n'],
    ['titles above the header', 'Prices of "X", 2024\nmade;by;hand\n\nts,price\n2024-01-01,1\n2024-01-02,2\n'],
    ['a title with an open quote', '"Prices, 2024"\nts,price\n2024-01-01,1\n2024-01-02,2\n'],
    ['no line end after the last row', 'ts,price\n2024-01-01,1\n2024-01-02,"2"'],
    ['names in any case, with spaces', ' TS , Price \n2024-01-01,1\n2024-01-02,2\n'],
    ['harmful names', '__proto__,constructor,ts,price,toString\n1,2,2024-01-01,1,5\n1,2,2024-01-02,2,5\n'],
    ['columns of the same name', 'price,ts,price,ts\n1,2024-01-01,8,2025-01-01\n2,2024-01-02,9,2026-01-01\n'],
  ];
  for (const [name, text] of alike) {
    it(`reads ${name}`, async () => {
      const { rows, invalid } = await readRows(text);
      expect(invalid).to.deep.equal([]);
      expect(rows).to.deep.equal(oneAndTwo);
    });
  }

  it('tells a table with tabs from one with other separators', async () => {
    expect((await readRows('ts\tprice\n')).read.format).to.equal('tsv');
    expect((await readRows('ts|price\n')).read.format).to.equal('csv');
  });

  it('takes the separator that makes the lines most alike when no header is known', async () => {
    const { read, invalid } = await readRows('a;b;c\n1,5;2,5;x\n3,5;4,5;y\n');
    expect(invalid).to.deep.equal([
      [0, { _error: 'missing_time', a: '1,5', b: '2,5', c: 'x' }],
      [1, { _error: 'missing_time', a: '3,5', b: '4,5', c: 'y' }],
    ]);
    expect(read.warnings.map(({ message }) => message).join()).to.match(/the header is: a, b, c/);
  });

  it('shows invalid rows as they were sent, with their index', async () => {
    const { invalid, read } = await readRows(
      'ts,price,,price,__proto__\n2024-01-01,1\nx,1,a,b,c,d\n\n2024-01-02,,"q""r"\n2024-01-03\n',
    );
    expect(
      read.invalid.kept.map((text) => text.replace('"__proto__"', '"proto"')).map((text) => JSON.parse(text)),
    ).to.deep.equal([
      [1, { _error: 'bad_time', ts: 'x', price: '1', column_3: 'a', price_2: 'b', proto: 'c', column_6: 'd' }],
      [2, { _error: 'missing_price', ts: '2024-01-02', price: '', column_3: 'q"r' }],
      [3, { _error: 'missing_price', ts: '2024-01-03' }],
    ]);
    expect(invalid).to.have.lengthOf(3);
    expect(read.invalid.faults).to.deep.equal({ bad_time: 1, missing_price: 2 });
  });

  it('warns of rows that are longer than the header, for a decimal comma may be why', async () => {
    const { warnings, read } = await readRows('ts,price\n2024-01-01,1,5\n2024-01-02,2,5\n');
    expect(warnings).to.deep.equal(['rows_longer_than_header']);
    expect(read.warnings[0]?.example).to.equal('2024-01-01 | 1 | 5');
  });

  for (const [name, text, first] of [
    ['semicolons', 'ts;price\n01/02/2024;1\n', '2024-02-01'],
    ['Cyrillic letters', 'ts,price,имя\n01/02/2024,1,а\n', '2024-02-01'],
    ['neither', 'ts,price,name\n01/02/2024,1,a\n', '2024-01-02'],
  ] as const) {
    it(`reads slashed dates by where they come from: ${name}`, async () => {
      expect((await readRows(text)).rows).to.deep.equal([[first, 1]]);
    });
  }

  it('warns that windows-1251 is a guess, with a word to judge it by', async () => {
    const { rows, read } = await readRows(Buffer.from('ts,price,n\n2024-01-01,1,\xd6\xe5\xed\xe0\n', 'latin1'));
    expect(rows).to.deep.equal([['2024-01-01', 1]]);
    expect(read.encoding).to.equal('windows-1251');
    expect(read.warnings.map(({ code, example }) => ({ code, example }))).to.deep.equal([
      { code: 'encoding_assumed', example: 'Цена' },
    ]);
  });

  const broken: [string, string, RegExp][] = [
    ['a quote that is never closed', 'ts,price\n2024-01-01,1\n2024-01-02,"2\n2024-01-03,3\n', /line 3 is never closed/],
    ['one in a file of CR', 'ts,price\r2024-01-01,1\r2024-01-02,"2\r', /line 3 is never closed/],
    ['one in the header', 'ts,"price\n2024-01-01,1\n', /line 1 is never closed/],
    ['one before other quotes', 'ts,price\n2024-01-01,"1\n2024-01-02,"2"\n', /line 2 is not closed.*line 3/],
    ['text after a closing quote', 'ts,price\n2024-01-01,"1"x\n', /line 2 is not closed/],
    [
      'a quote inside a cell beside quoted cells',
      'ts,price,n\n2024-01-01,1,5" disk\n2024-01-02,2,"a"\n',
      /^Line 2 has a quote/,
    ],
  ];
  for (const [name, text, detail] of broken) {
    it(`refuses ${name}, and names the line`, async () => {
      const problem = await problemOf(readRows(text));
      expect(problem.code).to.equal('unreadable_data');
      expect(problem.detail).to.match(detail);
    });
  }

  it('names the line of an open quote also when the row grows beyond the limit', async () => {
    const rows = '2024-01-02,2\n'.repeat(20);
    const problem = await problemOf(readRows(`ts,price\n2024-01-01,"1\n${rows}2024-01-03,"3"\n`, { maxRowBytes: 100 }));
    expect(problem.code).to.equal('unreadable_data');
    expect(problem.detail).to.match(/line 2 is never closed/);
  });

  const long = 'x'.repeat(200);
  const beyond: [string, string, string, RegExp][] = [
    ['a long row', `ts,price,n\n2024-01-01,1,a\n2024-01-02,2,${long}\n`, 'row_too_large', /line 3.*100 bytes/],
    ['a long last row', `ts,price,n\n2024-01-01,1,"a\nb"\n2024-01-02,2,${long}`, 'row_too_large', /line 4.*100 bytes/],
    ['a long header', `ts,price,${long}\n2024-01-01,1,\n`, 'row_too_large', /line 1.*100 bytes/],
    ['a line without end', long, 'row_too_large', /line 1.*100 bytes/],
    ['many columns', `ts,price${',a'.repeat(20)}\n`, 'too_many_columns', /10/],
    ['many cells in a row', `ts,price\n2024-01-01,1${',a'.repeat(20)}\n`, 'too_many_columns', /10/],
    ['many rows', `ts,price\n${'2024-01-01,1\n'.repeat(6)}`, 'too_many_rows', /5/],
  ];
  for (const [name, text, code, detail] of beyond) {
    it(`refuses ${name}, and names the limit`, async () => {
      const problem = await problemOf(readRows(text, { maxRows: 5, maxColumns: 10, maxRowBytes: 100 }));
      expect(problem).to.include({ code });
      expect(problem.detail).to.match(detail);
    });
  }

  it('leaves the content as it is', async () => {
    const content = Buffer.from('ts,price,n\n2024-01-01,1,"a ""b"" c"\n');
    const before = Buffer.from(content);
    await readRows(content);
    expect(content.equals(before)).to.equal(true);
  });

  it('reads rows that lie across the pieces in which a file is read', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `2024-01-01,${i},"п ""${i}"", ц"`);
    const { read } = await readRows(`ts,price,note\n${lines.join('\n')}`);
    expect(read.invalid.count).to.equal(0);
    expect(read.values).to.deep.equal(Float64Array.from(lines, (_, i) => i));
  });
});
