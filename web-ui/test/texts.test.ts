import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { formatsFor, plural } from '../src/i18n/formats.js';
import { textsFor } from '../src/i18n/texts.js';
import { parseCredits } from '../src/pages/credit-amount.rules.js';

const views = fileURLToPath(new URL('../../views/', import.meta.url));
const viewFiles = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ejs'));
const source = (file: string) => readFileSync(views + file, 'utf8');

/** Every text of a catalogue with its key; functions are called with a number. */
function entries(value: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value === 'function') return [[key, String(Reflect.apply(value, undefined, [5]))]];
  return Object.entries(Object(value)).flatMap(([name, inner]) => entries(inner, `${key}.${name}`));
}

describe('words of the cabinet', () => {
  it('come from the catalogues: views have none of their own', () => {
    expect(viewFiles).to.have.length.above(15);
    /** The name of the product, the time zone, an attribute of a part that is all attributes, and the command that is shown as an example. */
    const known = /Coincast|UTC|\bautofocus\b|curl.*?_hourly\.csv/gs;
    for (const file of viewFiles) {
      const markup = source(file).replaceAll(/<%[\s\S]*?%>/g, '');
      const visible = markup
        .replaceAll(/<(?:"[^"]*"|[^>"])*>/g, ' ')
        .replaceAll(/\s[\w-]+="[^"]*"/g, ' ')
        .replaceAll(known, '');
      expect(visible.match(/\p{L}{2,}/gu) ?? [], file).to.deep.equal([]);
      const spoken = [...markup.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(([, text]) => text);
      expect(
        spoken.filter((text) => /\p{L}/u.test(text ?? '')),
        file,
      ).to.deep.equal([]);
    }
  });

  it('are escaped: only other views, and charts, which escape their texts, are put in as they are', () => {
    for (const file of viewFiles) {
      for (const [tag] of source(file).matchAll(/<%-[\s\S]*?%>/g)) {
        expect(tag, file).to.match(/^<%- (include\(|it\.chart\.(svg|legend|plot|readout) %>)/);
      }
    }
  });

  it('that a view names are there', () => {
    const keys = new Set(entries(textsFor('en')).map(([key]) => key));
    for (const file of viewFiles) {
      for (const [, path = ''] of source(file).matchAll(/it\.t\.((?:\w+\.)*\w+)/g)) {
        const isGroup = [...keys].some((key) => key === `.${path}` || key.startsWith(`.${path}.`));
        expect(isGroup, `${path} in ${file}`).to.equal(true);
      }
    }
  });

  it('are Russian in the Russian catalogue', () => {
    const english = new Map(entries(textsFor('en')));
    const same = entries(textsFor('ru')).filter(([key, text]) => !/[а-яё]/i.test(text) || english.get(key) === text);
    expect(same.map(([key]) => key)).to.deep.equal([
      '.layout.languages.en',
      '.layout.languages.ru',
      '.layout.api',
      '.transactions.csv',
      '.transactions.number',
    ]);
  });

  it('use the voice of the product: no exclamation marks, no straight quotes', () => {
    for (const language of ['en', 'ru'] as const) {
      for (const [key, text] of entries(textsFor(language))) expect(text, key).to.not.match(/[!"]/);
    }
  });

  it('follow the count', () => {
    const forms = [1, 2, 5, 11, 21, 22, 101, 112].map((count) => textsFor('ru').credits(count));
    expect(forms.join(' ')).to.equal('кредит кредита кредитов кредитов кредит кредита кредит кредитов');
    expect([0, 1, 2].map((count) => plural('en', count, { one: 'row', other: 'rows' }))).to.deep.equal([
      'rows',
      'row',
      'rows',
    ]);
  });
});

describe('numbers of the cabinet', () => {
  it('a credit amount reads back as it was shown, in either language', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.constantFrom('en', 'ru'), (credits, language) => {
        expect(parseCredits(` ${formatsFor(language).number(credits)} `)).to.equal(credits);
      }),
    );
  });

  it('whatever is typed is a whole number of credits in the limits, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const credits = parseCredits(text);
        if (credits !== undefined) expect(Number.isInteger(credits) && credits >= 1 && credits <= 1e9).to.equal(true);
      }),
    );
  });

  it('have a real minus, a plus where it matters, and a year when it is not the present one', () => {
    expect(formatsFor('en').signed(-1_460)).to.equal('\u22121,460');
    expect(formatsFor('ru').signed(1_460)).to.equal('+1\u00a0460');
    expect(formatsFor('en').signed(0)).to.equal('0');
    expect(formatsFor('en').time('2019-11-24T09:20:00Z')).to.equal('24 Nov 2019, 09:20');
    expect(formatsFor('ru').time('2019-09-04T23:59:59.999Z')).to.equal('4 сен 2019, 23:59');
    expect(formatsFor('en').time('2019-09-04T00:05:00+03:00')).to.equal('3 Sep 2019, 21:05');
    expect(formatsFor('ru').date('2026-11-24T09:20:00Z')).to.equal('24 ноя 2026');
    const now = new Date();
    expect(formatsFor('en').time(now.toISOString())).to.not.include(String(now.getUTCFullYear()));
  });
});
