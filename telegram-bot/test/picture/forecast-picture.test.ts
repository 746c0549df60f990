import { Resvg, renderAsync } from '@resvg/resvg-js';
import { expect } from 'chai';
import fc from 'fast-check';
import { drawnText, fitted, widthOf } from '../../src/picture/drawn-text.js';
import { font, forecastPicture } from '../../src/picture/forecast-picture.js';
import { forecastSvg, pictureSize } from '../../src/picture/forecast-svg.js';
import { dayMs, summaryOf, wave } from './summaries.js';

const hostile = '<script>alert(1)</script>\u202egnp.\u0000exe ]]> &amp; \ud800 🏭\uffff';
const usual = summaryOf({ history: wave(168), forecast: wave(48, 168), spread: (i) => 100 + i * 5 });

/** The words of a drawing, from the top. */
const wordsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text = '']) => text.replaceAll(/<[^>]*>/g, ''));

/** How many pixels of an area are dark. */
async function ink(svg: string, { x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  const image = await renderAsync(svg, { font });
  const { pixels } = image;
  let dark = 0;
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      if (Number(pixels[(row * image.width + column) * 4]) < 128) dark++;
    }
  }
  return dark;
}

const textAlone = (text: string, weight = 400) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="60"><text x="0" y="40" font-family="Inter" font-weight="${weight}" font-size="20">${text}</text></svg>`;

describe('picture of a forecast', () => {
  it('is a PNG as wide as chats show it', async () => {
    const png = await forecastPicture({ summary: usual, language: 'ru', title: 'load.csv' });
    expect(png.subarray(0, 8).toString('latin1')).to.equal('\x89PNG\r\n\x1a\n');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.deep.equal([pictureSize.width, pictureSize.height]);
    expect(png.length).to.be.within(10_000, 400_000);
  });

  it('names the series, the horizon, what is drawn and how far it may be off', () => {
    const summary = { ...usual, columns: { time: 'ts', price: 'Нагрузка, МВт' } };
    const words = wordsOf(forecastSvg({ summary, language: 'ru', title: 'нагрузка.csv' }));
    expect(words.slice(0, 6)).to.deep.equal([
      ...['нагрузка.csv', 'Прогноз на 48 часов · Нагрузка, МВт · UTC'],
      ...['История', 'Прогноз, медиана', '80%', '95%'],
    ]);
    expect(words).to.include('14\u00a0000').and.to.include('прогноз →');
    expect(words.filter((text) => text === '80%')).to.have.length(3);
    expect(words.at(-1)).to.match(/^Максимум прогноза .*медиана 1\d\u00a0\d{3}.*80% .*95% /);
  });

  it('has its letters drawn, the Cyrillic, too', async () => {
    const svg = forecastSvg({ summary: usual, language: 'ru', title: 'Нагрузка' });
    const place = { x: 48, y: 30, width: 300, height: 40 };
    expect(await ink(svg, place)).to.be.above(600);
    expect(await ink(svg.replace('>Нагрузка<', '><'), place)).to.equal(0);
    // Letters that the font lacks would all be the same box.
    const shapes = await Promise.all(
      Array.from('абвгдеёжзийклмнопрстуфхцчшщъыьэюяЁ').map(async (letter) =>
        (await renderAsync(textAlone(letter), { font })).asPng().toString('base64'),
      ),
    );
    expect(new Set(shapes).size).to.equal(34);
  });

  it('draws lines and bands in the colours of the design', async () => {
    const { pixels } = await renderAsync(forecastSvg({ summary: usual, language: 'en', title: 'x' }), { font });
    const seen = new Map<string, number>();
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = pixels.subarray(i, i + 3).toString('hex');
      seen.set(colour, (seen.get(colour) ?? 0) + 1);
    }
    for (const colour of ['2a333e', '0a6485', 'aad2e4', 'e0eff6']) expect(seen.get(colour), colour).to.be.above(300);
  });

  it('takes any name: no markup, no controls, no signs that turn text around', async () => {
    const summary = { ...usual, columns: { time: 't', price: hostile } };
    const svg = forecastSvg({ summary, language: 'en', title: hostile });
    expect(wordsOf(svg)[0]).to.equal('&lt;script&gt;alert(1)&lt;/script&gt;gnp.exe ]]&gt; &amp;amp;');
    expect(svg).to.not.match(/[\p{Cs}\p{Cf}]|[^\P{Cc}\n]/u);
    expect((await forecastPicture({ summary, language: 'en', title: hostile })).length).to.be.above(10_000);
  });

  it('calls a series that no letter is left of by its horizon', () => {
    expect(wordsOf(forecastSvg({ summary: usual, language: 'en', title: '🏭日本' })).slice(0, 2)).to.deep.equal([
      'Forecast for 48 hours',
      'load · UTC',
    ]);
  });

  it('cuts a long name, and writes large numbers short', () => {
    const history = wave(60, 0, 312_345_678_901_234, 1e13);
    const summary = summaryOf({ history, forecast: wave(30, 60, 312_345_678_901_234, 1e13), spread: () => 1e12 });
    const words = wordsOf(forecastSvg({ summary, language: 'ru', title: 'ШИРОКО'.repeat(50) }));
    expect(words[0]).to.match(/^(ШИРОКО)+Ш?И?Р?О?К?…$/);
    expect(words).to.include('320\u00a0трлн');
  });

  it('shows the series alone while there is no forecast', async () => {
    const summary = { ...usual, status: 'PENDING' as const, forecast: null };
    expect(wordsOf(forecastSvg({ summary, language: 'en', title: 'x' }))).to.include('the forecast will be here');
    expect((await forecastPicture({ summary, language: 'en', title: 'x' })).length).to.be.above(5_000);
  });

  it('is drawn whatever the series', async () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -1_000, max: 1_000 }),
      fc.constant(0),
    );
    const stepMs = fc.constantFrom(1_000, 60_000, 3_600_000, dayMs, 7 * dayMs, 30.5 * dayMs, 365 * dayMs);
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 40 }),
        fc.array(value, { minLength: 1, maxLength: 40 }),
        stepMs,
        fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom('en' as const, 'ru' as const),
        async (history, forecast, step, spread, title, language) => {
          const shape = { history, forecast, stepMs: step, spread: spread === undefined ? undefined : () => spread };
          const summary = summaryOf(shape, { columns: { time: 't', price: title } });
          const svg = forecastSvg({ summary, language, title });
          expect(svg).to.not.match(/NaN|undefined|Infinity/);
          const { width, height } = new Resvg(svg, { font });
          expect([width, height]).to.deep.equal([pictureSize.width, pictureSize.height]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('many at once are all drawn', async () => {
    const all = Array.from({ length: 12 }, (_, i) =>
      forecastPicture({ summary: usual, language: 'ru', title: `ряд ${i}` }),
    );
    expect(new Set((await Promise.all(all)).map((png) => png.toString('base64'))).size).to.equal(12);
  });
});

describe('width of a text', () => {
  it('is never underestimated for words', () => {
    const letters = [
      ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZабвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ0123456789 .,−_-–%',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters), { minLength: 2, maxLength: 60 }), (signs) => {
        const text = `н${signs.join('')}н`;
        for (const weight of [400, 600]) {
          const box = new Resvg(textAlone(text, weight), { font }).getBBox();
          expect(box?.width, text).to.be.at.most(widthOf(text, 20));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is kept, and what is drawn is one line of letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const text = fitted(drawnText(name), 20, 400);
        expect(widthOf(text, 20)).to.be.at.most(400);
        expect(drawnText(text)).to.equal(text);
      }),
    );
  });
});
