import { dataTextsFor } from '@coincast/shared/wording/data-texts';
import { type Language, languages } from '@coincast/shared/wording/languages';
import { expect } from 'chai';
import { commands } from '../../src/i18n/commands.js';
import { textsFor } from '../../src/i18n/texts.js';

/** Every text of a catalogue with its key; functions are called with what is given. */
function entries(value: unknown, given: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value === 'function') return [[key, String(Reflect.apply(value, undefined, [given, given, given]))]];
  return Object.entries(Object(value)).flatMap(([name, inner]) => entries(inner, given, `${key}.${name}`));
}

const shared = new Set(Object.keys(dataTextsFor('en')));

/** Those that only the bot says. */
function botEntries(language: Language, given: unknown): [string, string][] {
  const all = Object.entries(textsFor(language));
  return all.filter(([key]) => !shared.has(key)).flatMap(([key, value]) => entries(value, given, `.${key}`));
}

describe('words of the bot', () => {
  it('have the same keys in both languages', () => {
    const keys = (language: Language) =>
      botEntries(language, 5)
        .map(([key]) => key)
        .sort();
    expect(keys('ru')).to.deep.equal(keys('en'));
  });

  it('hide none of those that the cabinet says, too', () => {
    for (const language of languages) {
      for (const key of shared) {
        expect(Reflect.get(textsFor(language), key), key).to.equal(Reflect.get(dataTextsFor(language), key));
      }
    }
  });

  it('are Russian in the Russian catalogue', () => {
    const english = new Map(botEntries('en', 5));
    const same = botEntries('ru', 5).filter(([key, text]) => !/[а-яё]/i.test(text) || english.get(key) === text);
    expect(same.map(([key]) => key)).to.have.members([
      '.buttons.english',
      '.buttons.russian',
      '.buttons.add',
      '.buttons.csv',
      '.buttons.xlsx',
      '.buttons.job',
      '.history.rows',
      '.result.interval',
    ]);
  });

  it('use the voice of the product: no exclamation marks, no straight quotes, nothing begged for', () => {
    for (const language of languages) {
      for (const given of [1, 5, 'name']) {
        for (const [key, text] of botEntries(language, given)) {
          expect(text, key).to.not.match(/[!"]|пожалуйста|\bplease\b|\boops\b|undefined/i);
        }
      }
    }
  });

  it('fit into the menu, and name every command there', () => {
    for (const language of languages) {
      const { menu } = textsFor(language);
      expect(Object.keys(menu)).to.have.members([...commands]);
      for (const command of commands) {
        expect(command).to.match(/^[a-z0-9_]{1,32}$/);
        expect(menu[command].length).to.be.within(3, 256);
      }
    }
  });

  it('fit on buttons, whatever a series or a model is called', () => {
    for (const language of languages) {
      const { buttons } = textsFor(language);
      for (const [key, text] of entries(buttons, 1_000_000_000)) expect(text.length, key).to.be.within(1, 64);
      const long = '🏭'.repeat(300);
      for (const text of [buttons.job(999_999_999, long), buttons.model(long, 1_000_000)]) {
        expect(Array.from(text).length).to.be.at.most(64);
        expect(encodeURIComponent(text)).to.be.a('string');
      }
    }
  });

  it('fit above the chat when a button is answered', () => {
    for (const language of languages) {
      const texts = textsFor(language);
      for (const text of [texts.tooOld, texts.inProgress, texts.result.preparingFile]) {
        expect(text.length).to.be.at.most(200);
      }
    }
  });

  it('follow the count', () => {
    const { buttons, quote } = textsFor('ru');
    expect([1, 2, 5, 21].map((count) => buttons.buy(count))).to.deep.equal([
      'Купить за 1 кредит',
      'Купить за 2 кредита',
      'Купить за 5 кредитов',
      'Купить за 21 кредит',
    ]);
    expect([1, 2, 21].map((count) => quote.short(count))).to.deep.equal([
      'Не хватает 1 кредита',
      'Не хватает 2 кредитов',
      'Не хватает 21 кредита',
    ]);
    expect(textsFor('en').buttons.buy(1)).to.equal('Buy for 1 credit');
  });
});
