import { escapeHtml, html, joinHtml } from '@coincast/telegram-bot/telegram/html';
import { splitHtml } from '@coincast/telegram-bot/telegram/split-html.rules';
import { expect } from 'chai';

describe('html', () => {
  it('escapes every value, but not what is HTML already', () => {
    const name = html`<b>${'<i>&"'}</b>`;
    expect(name.text).to.equal('<b>&lt;i&gt;&amp;&quot;</b>');
    expect(html`${name} ${1} ${null}${undefined}${false}!`.text).to.equal(`${name} 1 !`);
    expect(html`${[html`a`, html`<u>b</u>`]}`.text).to.equal('a<u>b</u>');
    expect(joinHtml([html`a`, html`b`]).text).to.equal('a\nb');
    expect(escapeHtml('a && b')).to.equal('a &amp;&amp; b');
  });
});

/** What Telegram checks: every tag is closed in order, no entity is cut. */
function isComplete(text: string): boolean {
  const open: string[] = [];
  for (const [, slash, name] of text.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (!slash) open.push(name ?? '');
    else if (open.pop() !== name) return false;
  }
  const plain = text.replace(/<[^<>]*>/g, '').replace(/&(lt|gt|amp|quot|#\d+);/g, '');
  return open.length === 0 && !/[<>&]/.test(plain) && encodeURIComponent(plain) !== '';
}
const shown = (text: string) => text.replace(/<[^>]*>/g, '').replace(/\s/g, '');

describe('splitHtml', () => {
  it('leaves alone what fits', () => {
    expect(splitHtml('<b>a</b>', 8)).to.deep.equal(['<b>a</b>']);
    expect(splitHtml('', 8)).to.deep.equal([]);
  });

  it('cuts at lines, else at words, else between characters', () => {
    expect(splitHtml('one two\nthree four', 12)).to.deep.equal(['one two', 'three four']);
    expect(splitHtml('one two three four', 12)).to.deep.equal(['one two', 'three four']);
    expect(splitHtml('abcdefghij', 4)).to.deep.equal(['abcd', 'efgh', 'ij']);
    expect(splitHtml('😀😀😀', 3)).to.deep.equal(['😀', '😀', '😀']);
  });

  it('closes and opens tags again at a cut, and cuts no entity', () => {
    expect(splitHtml('<b>one two</b> x', 12)).to.deep.equal(['<b>one</b>', '<b>two</b> x']);
    expect(splitHtml('aaa&amp;&amp;', 9)).to.deep.equal(['aaa&amp;', '&amp;']);
    expect(splitHtml('aaa&amp;bbb', 7).every(isComplete)).to.equal(true);
  });

  it('loses nothing and stays within the limit, whatever comes', () => {
    const words = ['<b>bold</b>', '&lt;', '😀', '<a href="https://x.example/?a=1&amp;b=2">link text</a>', 'word', '\n'];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 200; round++) {
      const inner = Array.from({ length: 60 }, () => `${words[random(words.length)]}${random(3) ? ' ' : ''}`).join('');
      const text = `<i>${inner}</i> ${'x'.repeat(random(300))} <pre><code class="language-json">${inner.replace(/<[^>]*>/g, '')}</code></pre>`;
      const pieces = splitHtml(text, 128);
      expect(
        pieces.every((piece) => piece.length <= 128),
        text,
      ).to.equal(true);
      expect(pieces.every(isComplete), pieces.join('|')).to.equal(true);
      expect(pieces.map(shown).join('')).to.equal(shown(text));
    }
  });
});
