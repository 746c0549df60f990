import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plural } from '@coincast/shared/wording/formats';
import { expect } from 'chai';
import { textsFor } from '../src/i18n/texts.js';

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
    expect(same.map(([key]) => key)).to.have.members([
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
