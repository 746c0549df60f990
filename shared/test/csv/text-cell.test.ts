import { expect } from 'chai';
import fc from 'fast-check';
import { textCell } from '../../src/csv/index.js';

describe('a text cell of a CSV', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    it(`is no formula when it begins with ${JSON.stringify(start)}`, () => {
      expect(textCell(`${start}1+1`, ',').replace(/^"/, '')).to.match(/^'/);
    });
  }

  it('is quoted exactly where it has to be', () => {
    expect(textCell('a b', ',')).to.equal('a b');
    expect(textCell('a,b', ',')).to.equal('"a,b"');
    expect(textCell('a,b', ';')).to.equal('a,b');
    expect(textCell('a;b', ';')).to.equal('"a;b"');
    expect(textCell('say "x"\n', ',')).to.equal('"say ""x""\n"');
    expect(textCell('=HYPERLINK("x","y")', ',')).to.equal(`"'=HYPERLINK(""x"",""y"")"`);
  });

  it('never ends its cell early, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(',' as const, ';' as const), (text, delimiter) => {
        const cell = textCell(text, delimiter);
        const inside = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '') : cell;
        expect(inside).not.to.include('"');
        if (!cell.startsWith('"'))
          expect(cell)
            .not.to.match(/[\r\n]/)
            .and.not.to.include(delimiter);
      }),
    );
  });
});
