import { Problem } from '@coincast/shared/http';
import { expect } from 'chai';
import { parseFile } from '../../src/dataset/file.parser.js';
import { parseRecords } from '../../src/dataset/json.parser.js';

const parse = async (text: string | Buffer, maxRows = 1_000_000) => {
  const { times, values, invalid } = await parseFile(Buffer.from(text), maxRows);
  return { times: [...times].map((time) => new Date(time).toISOString().slice(0, 10)), values: [...values], invalid };
};

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const outcome = await work.catch((error: unknown) => error);
  if (!(outcome instanceof Problem)) throw new Error(`no problem but ${String(outcome)}`);
  return outcome;
}

describe('parseFile', () => {
  for (const separator of [',', ';', '\t', '|']) {
    it(`reads a table separated by ${JSON.stringify(separator)}`, async () => {
      const lines = [
        ['Date', 'note', 'Close'],
        ['02.01.2024', '', '2'],
        ['2024-01-01', 'x', '"1"'],
      ];
      const { times, values } = await parse(lines.map((cells) => cells.join(separator)).join('\n'));
      expect(times).to.deep.equal(['2024-01-01', '2024-01-02']);
      expect(values).to.deep.equal([1, 2]);
    });
  }

  it('reads a byte order mark, CRLF, quotes with separators and blank lines', async () => {
    const { values, invalid } = await parse(
      '\ufeffts,price\r\n2024-01-01,"1,234.5"\r\n\r\n2024-01-02,"1 000,5"\r\n\r\n',
    );
    expect(values).to.deep.equal([1234.5, 1000.5]);
    expect(invalid.count).to.equal(0);
  });

  it('reads JSON by what it holds', async () => {
    const { values } = await parse(' [{"ts":"2024-01-01","y":1}]');
    expect(values).to.deep.equal([1]);
  });

  it('counts rows as sent, and names the fault of each invalid one', async () => {
    const { invalid } = await parse('ts,price\n2024-01-01,1\nx,1\n2024-01-02,\n2024-01-03\n');
    expect(invalid.kept.map((text) => JSON.parse(text))).to.deep.equal([
      [1, { _error: 'bad_time', ts: 'x', price: '1' }],
      [2, { _error: 'missing_price', ts: '2024-01-02', price: '' }],
      [3, { _error: 'missing_price', ts: '2024-01-03' }],
    ]);
    expect(invalid.faults).to.deep.equal({ bad_time: 1, missing_price: 2 });
  });

  it('finds a table without a time column to have no valid row', async () => {
    const { invalid, values } = await parse('a,b\n1,2\n');
    expect(values).to.deep.equal([]);
    expect(invalid.faults).to.deep.equal({ missing_time: 1 });
  });

  it('keeps at most 1,000 invalid rows and 256 KiB of them, but counts all', async () => {
    expect((await parse(`ts,price\n${'x,1\n'.repeat(1_500)}`)).invalid).to.include({ count: 1_500 });
    expect((await parse(`ts,price\n${'x,1\n'.repeat(1_500)}`)).invalid.kept).to.have.lengthOf(1_000);
    const { invalid } = await parse(`ts,price\n${`${'x'.repeat(10_000)},1\n`.repeat(100)}`);
    expect(invalid.count).to.equal(100);
    expect(invalid.kept.join('').length).to.be.below(256 * 1024);
  });

  it('refuses more rows than the limit', async () => {
    expect(await problemOf(parse('ts,price\n2024-01-01,1\n2024-01-01,2\n', 1))).to.include({ code: 'invalid_request' });
  });

  it('refuses a line without end', async () => {
    expect((await problemOf(parse(`ts,price\n${'x'.repeat(100_000)}`))).detail).to.match(/longer than 65536/);
  });

  for (const [name, bytes] of [
    ['a spreadsheet', Buffer.from('PK\u0003\u0004\0\0')],
    ['UTF-16', Buffer.from('\ufeffts,price', 'utf16le')],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ] as const) {
    it(`refuses ${name} as 415`, async () => {
      expect(await problemOf(parse(bytes))).to.include({ status: 415 });
    });
  }

  for (const text of ['', ' \n ', '[{"ts":', '{"data":[]}']) {
    it(`refuses ${JSON.stringify(text)} as 422`, async () => {
      expect(await problemOf(parse(text))).to.include({ status: 422 });
    });
  }
});

describe('parseRecords', () => {
  it('sorts by time and keeps the order of equal times', async () => {
    const rows = [3, 1, 2, 1].map((day, i) => ({ ts: `2024-01-0${day}`, y: i }));
    const { values } = await parseRecords(rows, 10);
    expect([...values]).to.deep.equal([1, 3, 2, 0]);
  });

  for (const data of [null, {}, 'text', 5, undefined]) {
    it(`refuses ${JSON.stringify(data)} as 422`, async () => {
      expect(await problemOf(parseRecords(data, 10))).to.include({ status: 422 });
    });
  }
});
