import { expect } from 'chai';
import fc from 'fast-check';
import { fileNameOf } from '../../src/export/file-name.js';

describe('the file name of a title', () => {
  for (const [title, name] of [
    ['prices.xlsx', 'prices'],
    ['Цены на март.csv', 'Цены на март'],
    ['archive.tar.gz', 'archive.tar'],
    ['v1.2', 'v1.2'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\prices.csv', 'C__prices'],
    ['.env.csv', 'env'],
    ['a\r\nSet-Cookie: x.csv', 'aSet-Cookie_ x'],
    ['\u202efdp.csv', 'fdp'],
    ['con.csv', '_con'],
    ['LPT1.old.csv', '_LPT1.old'],
    ['half \ud83d.csv', 'half'],
  ]) {
    it(`is ${JSON.stringify(name)} for ${JSON.stringify(title)}`, () => {
      expect(fileNameOf(title ?? '')).to.equal(name);
    });
  }

  for (const title of ['', '...', ' . ', '\u202e', '\0']) {
    it(`is none for ${JSON.stringify(title)}`, () => {
      expect(fileNameOf(title)).to.equal(undefined);
    });
  }

  it('is one that every file system takes, whatever the title', () => {
    const unit = fc.oneof(fc.constantFrom('/', '\\', '.', ' ', ':', '\u202e', '\ud83d', '😀', 'я'), fc.string());
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 300, size: 'max' }), (parts) => {
        const name = fileNameOf(parts.join(''));
        if (name === undefined) return;
        expect(name).to.match(/^[^<>:"/\\|?*\p{C}]+$/u);
        expect(name).to.not.match(/^[. ]|[. ]$/);
        expect(Buffer.byteLength(name)).to.be.at.most(201);
      }),
    );
  });
});
