import { fillWallet } from '@coincast/e2e/fill-wallet';
import { expect } from 'chai';
import { databaseUrl, newCustomer, telegram } from './system.js';

const largest = 1_000_000_000;

describe('topping up in a chat', () => {
  it('adds once for a button that is shown, from however many devices it is pressed', async () => {
    const { person, buyer } = await newCustomer();
    person.says('/balance');
    const shown = await person.sees('Your balance: 0 credits\nTop up to make a forecast.', { button: '+500' });
    expect(shown.buttons).to.include.members(['+100', '+500', '+1,000', '+5,000']);
    const data = shown.button('+500')?.data ?? '';
    const presses = [0, 1, 2].map(() => person.pressesData(data, shown));
    await Promise.all(presses.map((pressed) => pressed.answer()));
    await person.sees('500 credits added. Your balance is 500.', { button: 'New forecast', anytime: true });
    expect(await buyer.balance()).to.equal(500);

    telegram().advance(7 * 24 * 3_600_000);
    const late = person.pressesData(data, shown);
    await late.answer();
    expect(await buyer.balance()).to.equal(500);

    person.says('/balance');
    await person.sees('Your balance: 500 credits', { button: '+500' });
    await (await person.presses('+500')).answer();
    await person.sees('500 credits added. Your balance is 1,000.');
    expect((await buyer.transactions()).map(({ amount }) => amount)).to.deep.equal([500, 500]);
  });

  it('adds the amount that is sent, in both languages', async () => {
    const { person, buyer } = await newCustomer();
    person.says('/topup 100');
    await person.sees('100 credits added. Your balance is 100.');
    person.says('/topup');
    await person.sees('How many credits?', { button: '+1,000' });
    const { person: ivan } = await newCustomer({ languageCode: 'ru' });
    ivan.says('/topup 1');
    await ivan.sees('Добавлено: 1 кредит. На балансе 1.');
    ivan.says('/balance');
    await ivan.sees('На балансе 1 кредит', { button: /^\+1\s000$/ });
    expect(await buyer.balance()).to.equal(100);
  });

  it('says what is wrong with an amount', async () => {
    const wrong = ['0', '-5', '1.5', 'ten', '1e3', `${largest + 1}`, '9'.repeat(400), '<b>5</b>', '5 0 x'];
    await Promise.all(
      wrong.map(async (amount) => {
        const { person, buyer } = await newCustomer({ credits: 5 });
        person.says(`/topup ${amount}`);
        await person.sees('A whole number from 1 to 1,000,000,000 is needed', { button: '+100' });
        expect(await buyer.balance()).to.equal(5);
      }),
    );
  });

  it('ends where the balance would grow too large', async () => {
    const { person, buyer } = await newCustomer({ credits: 1 });
    await fillWallet(databaseUrl(), buyer.email, Number.MAX_SAFE_INTEGER - 50);
    person.says(`/topup ${largest}`);
    await person.sees('The balance would grow too large', { button: '+100' });
    await (await person.presses('+100')).answer();
    await person.sees('The balance would grow too large', { button: '+100' });
    person.says('/topup 50');
    await person.sees('50 credits added');
  });
});
