import { expect } from 'chai';
import { parseHtml } from './html.js';
import { png } from './plain-bot.js';
import { TelegramServer } from './telegram-server.js';

describe('HTML in messages on the Telegram server', () => {
  const read: [string, string, string[]][] = [
    ['&lt;b&gt; &amp;amp; &quot;x&quot; &#39;&#x1F4C8; &euro;', '<b> &amp; "x" \'📈 &euro;', []],
    ['<b>a</b><strong>b</strong>', 'ab', ['bold a', 'bold b']],
    ['<i>a</i><em>b</em>', 'ab', ['italic a', 'italic b']],
    ['<u>a</u><ins>b</ins>', 'ab', ['underline a', 'underline b']],
    ['<s>a</s><strike>b</strike><del>c</del>', 'abc', ['strikethrough a', 'strikethrough b', 'strikethrough c']],
    ['<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', 'ab', ['spoiler a', 'spoiler b']],
    [
      '<blockquote>a</blockquote><blockquote expandable>b</blockquote>',
      'ab',
      ['blockquote a', 'expandable_blockquote b'],
    ],
    [
      '<code>a</code><pre>b</pre><pre><code class="language-json">{}</code></pre>',
      'ab{}',
      ['code a', 'pre b', 'pre {}'],
    ],
    ['<tg-emoji emoji-id="5">👍</tg-emoji>', '👍', ['custom_emoji 👍']],
    ['<a href="https://a.example/?b=1&amp;c=2">a</a> <a href="http://localhost/">b</a>', 'a b', ['text_link a']],
    [
      "<B>📈 a <I>b</i></b><u></u><a href = 'tg://user?id=5' >c</>",
      '📈 a bc',
      ['italic b', 'bold 📈 a b', 'text_link c'],
    ],
  ];
  for (const [html, text, entities] of read) {
    it(`reads ${html}`, () => {
      const parsed = parseHtml(html);
      expect(parsed.text).equal(text);
      const words = parsed.entities.map(({ type, offset, length }) => `${type} ${text.slice(offset, offset + length)}`);
      expect(words).eql(entities);
    });
  }

  it('finds commands, e-mail addresses and links in what people write', async () => {
    const telegram = await TelegramServer.start();
    try {
      const said = telegram
        .person()
        .says(' /login@coincast_bot a.b@c.example to/day https://x.example/a?b, (y.com) 1/2 ');
      expect(said.marked('bot_command')).eql(['/login@coincast_bot']);
      expect(said.marked('email')).eql(['a.b@c.example']);
      expect(said.marked('url')).eql(['https://x.example/a?b', 'y.com']);
      expect(telegram.person().sendsPhoto(png(3, 2)).photo).include({ width: 3, height: 2 });
    } finally {
      await telegram.close();
    }
  });
});
