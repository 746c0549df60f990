import { expect } from 'chai';
import { dataTextsFor } from '../../src/wording/data-texts.js';
import { transactionTitle } from '../../src/wording/transaction-title.js';

/** Every text of a catalogue with its key; functions are called with a number. */
function entries(value: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value === 'function') return [[key, String(Reflect.apply(value, undefined, [5]))]];
  return Object.entries(Object(value)).flatMap(([name, inner]) => entries(inner, `${key}.${name}`));
}

describe('words that the cabinet and the bot share', () => {
  const english = new Map(entries(dataTextsFor('en')));
  const russian = entries(dataTextsFor('ru'));

  it('have the same keys in both languages, and are Russian in the Russian catalogue', () => {
    expect(russian.map(([key]) => key).sort()).to.deep.equal([...english.keys()].sort());
    const same = russian.filter(([key, text]) => !/[а-яё]/i.test(text) || english.get(key) === text);
    expect(same.map(([key]) => key)).to.deep.equal(['.transactions.number']);
  });

  it('use the voice of the product: no exclamation marks, no straight quotes', () => {
    for (const [key, text] of [...english, ...russian]) expect(text, key).to.not.match(/[!"]/);
  });

  it('name what an entry of the ledger was for', () => {
    const charge = { tx_type: 'PREDICTION_CHARGE', reason: 'prediction', job_id: 7 } as const;
    expect(transactionTitle(charge, dataTextsFor('ru'))).to.equal('Прогноз, задание 7');
    const deposit = { tx_type: 'DEPOSIT', reason: 'Manual top-up', job_id: null } as const;
    expect(transactionTitle(deposit, dataTextsFor('en'))).to.equal('Top-up');
    expect(transactionTitle({ ...deposit, reason: 'Invoice 12' }, dataTextsFor('en'))).to.equal('Invoice 12');
  });
});
