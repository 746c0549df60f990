import { expect } from 'chai';
import iconv from 'iconv-lite';
import { encodedText, mentionsCyrillic, toUtf8 } from '../../../src/dataset/text/encoded-text.js';

describe('toUtf8', () => {
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    it(`keeps signs of four bytes that lie anywhere in large ${encoding}`, () => {
      for (const before of ['', 'a']) {
        const text = before + '📈'.repeat(300_000);
        const read = toUtf8({ content: iconv.encode(text, encoding, { addBOM: false }), encoding });
        expect(read.equals(Buffer.from(text))).to.equal(true);
      }
    });
  }

  it('takes UTF-8 as it is', () => {
    const content = Buffer.from('Цена');
    expect(toUtf8({ content, encoding: 'utf-8' })).to.equal(content);
  });
});

describe('encodedText', () => {
  it('bears a control character in a text, and not many of them', () => {
    expect(encodedText(Buffer.from('ts,price\n2024-01-01,1\n\x1a'))?.encoding).to.equal('utf-8');
    expect(encodedText(Buffer.from('ts,price\x01\x02\x03'))).to.equal(undefined);
  });

  it('bears no zero sign, wherever it stands', () => {
    const far = `ts,price\n${'2024-01-01,1\n'.repeat(10_000)}`;
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
      for (const addBOM of [true, false]) {
        expect(encodedText(iconv.encode(far, encoding, { addBOM }))?.encoding).to.equal(encoding);
        expect(encodedText(iconv.encode(`${far}\0`, encoding, { addBOM }))).to.equal(undefined);
      }
    }
  });
});

describe('mentionsCyrillic', () => {
  for (const [text, expected] of [
    ['price,Ё', true],
    ['{"n":"\\u0451"}', true],
    ['price,é,€,中', false],
  ] as const) {
    it(`says ${expected} of ${text}`, () => expect(mentionsCyrillic(Buffer.from(text))).to.equal(expected));
  }
});
