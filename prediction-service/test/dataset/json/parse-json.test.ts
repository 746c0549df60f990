import { Problem } from '@coincast/shared/http/errors';
import { expect } from 'chai';
import { parseJson } from '../../../src/dataset/json/parse-json.js';
import { limits } from '../reading.js';

function problemIn(text: string | Buffer, narrower: Partial<typeof limits> = {}): Problem {
  try {
    parseJson(Buffer.from(text), { ...limits, ...narrower });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('no problem');
}

describe('parseJson', () => {
  const values = [
    null,
    true,
    -1.5e-7,
    2e21,
    '"[{\\" \\\\',
    'Цена 📈',
    [],
    {},
    [{ ts: '2024-01-01', y: 1, tags: [{ a: [false, null] }] }],
    { a: '\\', b: ['}', ']', '"', "'", '/', '#'] },
  ];
  for (const value of values) {
    for (const indent of [0, 2]) {
      const text = JSON.stringify(value, null, indent);
      it(`takes ${JSON.stringify(text).slice(0, 60)}`, () => {
        expect(parseJson(Buffer.from(text), limits)).to.deep.equal(value);
      });
    }
  }

  it('takes numbers with an exponent in any spelling', () => {
    expect(parseJson(Buffer.from('[1e5,1E5,1.0e+5, 1.5E-1 ]'), limits)).to.deep.equal([1e5, 1e5, 1e5, 0.15]);
  });

  it('takes UTF-8 with a mark, and other encodings when they are told', () => {
    expect(parseJson(Buffer.from('\ufeff["я"]'), limits)).to.deep.equal(['я']);
    const content = Buffer.from('["я"]', 'utf16le');
    expect(parseJson({ content, encoding: 'utf-16le' }, limits)).to.deep.equal(['я']);
  });

  it('keeps harmful keys as plain fields', () => {
    const value = parseJson(Buffer.from('{"__proto__":{"price":1}}'), limits);
    expect(Object.keys(value as object)).to.deep.equal(['__proto__']);
    expect(({} as Record<string, unknown>)['price']).to.equal(undefined);
  });

  const broken: [string, RegExp][] = [
    ['', /ends too early/],
    ['[{"ts":1', /ends too early, at line 1, character 9/],
    ['[{"ts":1},', /ends too early/],
    ['[{"ts":"202', /ends too early/],
    ['[{"ts":1}', /ends too early/],
    ['[{"y":NaN}]', /line 1, character 7 there is NaN, as Python writes it.*null/],
    ['[\n{"y":\n-Infinity}]', /line 3, character 2 there is -Infinity, as Python/],
    ["[{'y':1}]", /line 1, character 3 there is a single quote/],
    ['[{y:1}]', /line 1, character 3 there is "y"/],
    ['[{"y":None}]', /there is "None"/],
    ['[{"y":nulls}]', /line 1, character 11 there is "s"/],
    ['[{"y":tru}]', /there is "tru"/],
    ['[{"y":undefined}]', /there is "undefined"/],
    ['[{"имя":один}]', /character 9 there is "один"/],
    ['// prices\n[]', /line 1, character 1 there is "\/"/],
    ['[1,2,]', /character 5 there is a comma with nothing after/],
    ['{"a":1,}', /character 7 there is a comma with nothing after/],
    ['["я",\n"я" 1]', /line 2, character 5/],
    ['{"a" 1}', /line 1, character 6/],
    ['[1]]', /line 1, character 4/],
    ['[1] [2]', /after JSON at line 1, character 5\.$/],
    ['["\\x"]', /line 1, character 4/],
    ['[01]', /line 1, character 3/],
    ['[+1]', /cannot be read/],
    ['[1,,2]', /cannot be read/],
    ['}', /cannot be read/],
  ];
  for (const [text, detail] of broken) {
    it(`says what is wrong with ${JSON.stringify(text)}, and where`, () => {
      const problem = problemIn(text);
      expect(problem.code).to.equal('unreadable_data');
      expect(problem.detail).to.match(detail);
    });
  }

  it('refuses what is not UTF-8', () => {
    expect(problemIn(Buffer.from('["\xff"]', 'latin1'))).to.include({ code: 'unreadable_data' });
  });

  it('takes nesting up to the limit and no deeper', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(() => parseJson(Buffer.from(nested(64)), limits)).not.to.throw();
    const problem = problemIn(`[\n${nested(64)}]`);
    expect(problem.code).to.equal('nested_too_deeply');
    expect(problem.detail).to.match(/64 levels.*line 2, character 64/);
  });

  it('refuses JSON 100,000 levels deep', () => {
    expect(problemIn('{"a":'.repeat(100_000)).code).to.equal('nested_too_deeply');
    expect(problemIn('['.repeat(100_000)).code).to.equal('nested_too_deeply');
  });

  it('refuses far more arrays and objects than the rows of the limit can have', () => {
    const text = (rows: number) => `[${Array(rows).fill('{"a":[]}')}]`;
    expect(() => parseJson(Buffer.from(text(10)), { ...limits, maxRows: 10 })).not.to.throw();
    const problem = problemIn(text(60), { maxRows: 10 });
    expect(problem.code).to.equal('too_many_rows');
    expect(problem.detail).to.match(/10 rows/);
  });

  it('refuses an object whose own text is too long, whatever is nested in it', () => {
    const text = (length: number) => JSON.stringify({ note: 'x'.repeat(length) });
    const maxRowBytes = text(50).length;
    expect(() =>
      parseJson(Buffer.from(`{"data":[${text(50)},${text(50)}]}`), { ...limits, maxRowBytes }),
    ).not.to.throw();
    const problem = problemIn(`[${text(50)},\n${text(51)}]`, { maxRowBytes });
    expect(problem.code).to.equal('row_too_large');
    expect(problem.detail).to.match(new RegExp(`line 2, character 1 .*${maxRowBytes} bytes`));
  });
});
