import { expect } from 'chai';
import { dailyCsv } from './samples.js';
import { newCustomer, telegram } from './system.js';

const file = { name: 'sales.csv', content: dailyCsv(40) };

describe('faults of Telegram on the way to a forecast', () => {
  it('are outlasted: 429, 502, and connections that break before and after the effect', async () => {
    const faults = [
      { method: 'sendMessage', with: 429, retryAfter: 1 },
      { method: 'sendMessage', with: 502 },
      { method: 'sendMessage', with: 'reset' },
      { method: 'editMessageMedia', with: 429, retryAfter: 2 },
      { method: 'editMessageMedia', with: 'reset', happened: true },
      { method: 'editMessageMedia', with: 'reset' },
      { method: 'editMessageText', with: 'reset', happened: true },
    ] as const;
    await Promise.all(
      faults.map(async (fault) => {
        const customer = await newCustomer({ credits: 100 });
        const { person } = customer;
        const active = telegram().fail({ ...fault, chatId: person.id });
        await customer.quoted(file);
        await person.presses(/^Buy/);
        await person.sees('The forecast is ready');
        expect(active.hits, fault.method).to.equal(1);
        expect(await customer.charges()).to.deep.equal([-40]);
        expect(customer.pictures).to.have.length(1);
      }),
    );
    expect(telegram().rates.tooEarly).to.equal(0);
  });

  it('on the way of a file are outlasted, and told when they last', async () => {
    const customer = await newCustomer({ credits: 100 });
    const { person } = customer;
    telegram().fail({ method: 'download', with: 502 });
    await customer.quoted(file);
    const lasting = telegram().fail({ method: 'download', with: 'reset', times: Number.POSITIVE_INFINITY });
    person.sends(file);
    await person.sees('does not answer right now', { button: 'Try again' });
    expect(lasting.hits).to.be.above(1);
    lasting.release();
    await person.presses('Try again');
    await person.sees('Quote');
    const later = telegram().fail({ method: 'download', with: 502, times: Number.POSITIVE_INFINITY });
    await person.presses(/^Buy/);
    await person.sees('The order is kept');
    later.release();
    await person.sees('The forecast is ready');
    expect(await customer.charges()).to.deep.equal([-40]);
  });

  it('a blocked bot goes on for others, and for those who come back', async () => {
    const [gone, other] = await Promise.all([newCustomer({ credits: 100 }), newCustomer({ credits: 100 })]);
    await gone.quoted(file);
    await gone.person.presses(/^Buy/);
    gone.person.blocks();
    await other.quoted(file);
    await other.person.presses(/^Buy/);
    await other.person.sees('The forecast is ready');
    gone.person.unblocks();
    await gone.quoted(file);
    await gone.person.presses(/^Buy/);
    await gone.person.sees('The forecast is ready');
  });

  it('a deleted message is followed by one that goes on', async () => {
    const customer = await newCustomer({ credits: 100 });
    const { person } = customer;
    const quote = await customer.quoted(file);
    const hold = telegram().fail({ method: 'getFile', with: 'timeout' });
    await person.presses(/^Buy/);
    person.deletes(quote);
    hold.release();
    const result = await person.sees('The forecast is ready');
    expect(result.id).to.be.greaterThan(quote.id);
    const after = person.chat.answers.filter(({ id }) => id > quote.id);
    expect(after).to.have.length(1);
    expect(await customer.charges()).to.deep.equal([-40]);
  });
});
