import { expect } from 'chai';
import { link } from './customer.js';
import { dailyCsv } from './samples.js';
import { newCustomer, telegram } from './system.js';

const file = (rows: number, rest = '') => ({ name: 'sales.csv', content: dailyCsv(rows, rest) });
const weekMs = 7 * 24 * 3_600_000;

describe('a quote in a chat', () => {
  it('says the price, what is wrong and what is left; a number changes the points, and the old button buys nothing', async () => {
    const customer = await newCustomer({ credits: 100 });
    const { person } = customer;
    const first = await customer.quoted(file(30, 'someday,7\n'));
    expect(first.text).to.include('Line 32: Not a date or time').and.include('Balance: 100').and.include('After: 70');
    for (const bad of ['0', '301', '2.5', '-3']) {
      person.says(bad);
      await person.sees('A whole number from 1 to 300');
    }
    person.says('7');
    const second = await person.sees('Points of the forecast: 7');
    const late = await person.presses(/^Buy/, { on: first });
    expect((await late.answer()).text).to.include('Use the newest message');
    await person.presses(/^Another model/, { on: second });
    await person.presses(/^Linear trend/);
    const third = await person.sees('Points of the forecast: 7');
    expect(third.id).to.equal(second.id);
    await person.presses(/^Buy/);
    await person.sees('The forecast is ready');
    const jobs = await customer.buyer.history();
    expect(jobs).to.have.length(1);
    const { body: job } = await customer.buyer.job(jobs[0]?.id ?? 0);
    expect(job).to.include({ horizon: 7, model_name: 'LinearTrend' });
    expect(await customer.charges()).to.deep.equal([-30]);
  });

  it('is left by its button and by the command, and then buys nothing', async () => {
    const customer = await newCustomer({ credits: 100 });
    const { person } = customer;
    const first = await customer.quoted(file(20));
    await person.presses('Cancel');
    await person.sees('Cancelled. Nothing was charged.');
    const second = await customer.quoted(file(21));
    expect(second.id).to.be.greaterThan(first.id);
    person.says('/cancel');
    await person.sees('Left. Nothing was charged.');
    const late = await person.presses(/^Buy/, { on: second });
    expect((await late.answer()).text).to.include('Cancelled');
    expect(await customer.buyer.history()).to.deep.equal([]);
  });

  it('is bought once, however often and from wherever, and a week later', async () => {
    const customer = await newCustomer({ credits: 100 });
    const { person } = customer;
    const older = await customer.quoted(file(20));
    const newer = await customer.quoted(file(30));
    telegram().advance(weekMs);
    const buy = newer.button(/^Buy/)?.data ?? '';
    person.pressesData(buy, newer);
    const twice = person.pressesData(buy, newer);
    await person.sees('The forecast is ready', { where: ({ id }) => id === newer.id });
    expect((await twice.answer()).text).to.match(/Already bought as job|Already in progress/);
    const again = person.pressesData(buy, newer);
    expect((await again.answer()).text).to.include('Already bought as job');
    const drop = person.pressesData(buy.replace('buy', 'drop'), newer);
    expect((await drop.answer()).text).to.include('Already bought as job');
    const model = person.pressesData(buy.replace('buy', 'use'), newer);
    expect((await model.answer()).text).to.include('Already bought as job');
    expect(await customer.charges()).to.deep.equal([-30]);
    await person.presses(/^Buy/, { on: older });
    await person.sees('The forecast is ready', { where: ({ id }) => id === older.id });
    expect(await customer.charges()).to.deep.equal([-20, -30]);
    expect(customer.pictures).to.have.length(2);
  });

  it('says what is missing, and its button tops it up once and goes on', async () => {
    const customer = await newCustomer({ credits: 10 });
    const { person } = customer;
    const quote = await customer.quoted(file(40));
    expect(quote.text).to.include('You are 30 credits short');
    const fund = quote.button('Top up 30 credits and go on')?.data ?? '';
    person.pressesData(fund, quote);
    person.pressesData(fund, quote);
    await person.sees('The forecast is ready');
    const amounts = (await customer.buyer.transactions()).map(({ amount }) => amount);
    expect(amounts).to.deep.equal([-40, 30, 10]);
  });

  it('is paid by nobody else who signs in to the chat', async () => {
    const [first, second] = [await newCustomer({ credits: 100 }), await newCustomer({ credits: 100 })];
    const quote = await first.quoted(file(20));
    first.person.says('/logout');
    await first.person.sees(/signed out/i);
    await link(first.person, second.buyer);
    const pressed = await first.person.presses(/^Buy/, { on: quote });
    expect((await pressed.answer()).text).to.include('too old');
    expect(await second.charges()).to.deep.equal([]);
  });
});
