import { series } from '@coincast/e2e/buyer';
import { endWait, rewindJob } from '@coincast/e2e/rewind-job';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { databaseUrl, newCustomer } from './system.js';

const amounts = (words: string) => (words.match(/^[+−][\d,]+/gm) ?? []).map((text) => Number(text.slice(1)));

describe('the ledger in a chat', () => {
  it('is paged with buttons, to the oldest entry and back to the newest', async () => {
    const { person, buyer } = await newCustomer();
    for (let amount = 1; amount <= 20; amount++) await buyer.topUp(amount);
    person.says('/tx');
    const first = await person.sees('Transactions');
    expect(amounts(first.words)).to.deep.equal([20, 19, 18, 17, 16, 15, 14, 13]);
    expect(first.buttons).to.include('Older →').and.not.include('← Newer');
    await (await person.presses('Older →')).answer();
    const second = await person.sees('Transactions', { button: '← Newer' });
    expect(second.id).to.equal(first.id);
    expect(amounts(second.words)).to.deep.equal([12, 11, 10, 9, 8, 7, 6, 5]);
    await (await person.presses('Older →')).answer();
    const third = await person.sees(/^\+4\b/m);
    expect(amounts(third.words)).to.deep.equal([4, 3, 2, 1]);
    expect(third.buttons).to.include('← Newer').and.not.include('Older →');
    await buyer.topUp(21);
    await (await person.presses('← Newer')).answer();
    const newest = await person.sees(/^\+21\b/m);
    expect(amounts(newest.words)[0]).to.equal(21);
    expect(newest.marked('bold')).to.include('+21');
  });

  it('has entries of every kind, in both languages', async () => {
    for (const [languageCode, empty, charge, refund] of [
      ['en', 'No transactions yet', /−60 {2}Forecast, job \d+/, /\+60 {2}.*job \d+/],
      ['ru', 'Операций пока нет', /−60 {2}.*\d+/, /\+60 {2}Возврат.*\d+/],
    ] as const) {
      const { person, buyer } = await newCustomer({ languageCode });
      person.says('/tx');
      await person.sees(empty);
      await buyer.topUp(100);
      const { body } = await buyer.predict(series(60));
      await buyer.finished(body.id);
      person.says('/tx');
      await person.sees(charge);
      await rewindJob(databaseUrl(), body.id, 'REFUNDING');
      await endWait(databaseUrl(), body.id);
      await eventually('the refund', async () => (await buyer.transactions()).length === 3);
      person.says('/tx');
      await person.sees(refund);
    }
  });

  it('shows what people wrote as text, whatever signs are in it', async () => {
    const { person, buyer } = await newCustomer();
    const factories = '🏭'.repeat(90);
    const reasons = ['<b>bold</b> & "co"', factories + 'x'.repeat(20), 'שלום \u202egnp.exe', '<a href="https://x">'];
    for (const reason of reasons) {
      const answer = await buyer.call('/api/account/top-up', { json: { amount: 1, reason } });
      expect(answer.status, reason).to.equal(201);
    }
    const kept = (await buyer.transactions()).map(({ reason }) => reason);
    expect(kept).to.deep.equal(reasons.toReversed());
    person.says('/tx');
    const shown = await person.sees('Transactions');
    expect(shown.words).to.include('<b>bold</b> & "co"').and.include('<a href="https://x">').and.not.include('\u202e');
    // A hundred signs, none of them cut in two.
    expect(shown.words).to.include(`${factories}${'x'.repeat(9)}…`);
    expect(shown.marked('bold').every((text) => /^(Transactions|\+1)$/.test(text))).to.equal(true);
  });
});
