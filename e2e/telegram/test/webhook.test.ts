import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { Customer, register } from './customer.js';
import { ownSystem } from './own-system.js';
import { dailyCsv } from './samples.js';

const webhook = { url: 'https://bot.example/hooks/telegram', secret: 'a-secret_of-telegram' };
const file = { name: 'sales.csv', content: dailyCsv(60) };

describe('the bot by webhook', function () {
  this.timeout(120_000);
  const system = ownSystem({ webhook });

  it('leads from an account over credits and a file to the picture, and asks for no updates', async () => {
    const anna = system.telegram.person({ languageCode: 'en' });
    await register(anna);
    anna.says('/topup 100');
    await anna.sees('100 credits added. Your balance is 100.');
    anna.sends(file);
    const quote = await anna.sees('To pay: 60 × 1 = 60 credits');
    await (await anna.presses('Buy for 60 credits')).answer();
    const result = await anna.sees('The forecast is ready: sales.csv');
    expect(result.id).to.equal(quote.id);
    expect(result.photo).to.include({ width: 1280, height: 720 });
    expect(result.caption).to.include('Charged: 60 credits. Your balance is 40.');
    const methods = new Set(system.telegram.calls.map(({ method }) => method));
    expect([...methods])
      .to.include('setWebhook')
      .and.not.include('getUpdates');
  });

  it('refuses what comes without the secret, which changes nothing', async () => {
    const customer = await Customer.signedIn(system);
    const { person } = customer;
    const post = (updateId: number, amount: number, secret?: string) => {
      const from = { id: person.id, is_bot: false, first_name: 'Anna', language_code: 'en' };
      const chat = { id: person.id, type: 'private', first_name: 'Anna' };
      const message = { message_id: 1_000_000 + updateId, date: 1, chat, from, text: `/topup ${amount}` };
      const headers = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret };
      const body = JSON.stringify({ update_id: updateId, message });
      return fetch(system.webhookUrl, { method: 'POST', headers, body });
    };
    for (const [i, secret] of [undefined, '', `${webhook.secret}x`, webhook.secret.slice(1)].entries()) {
      expect((await post(i, 1000, secret)).status, secret).to.equal(404);
    }
    // One chat's updates are handled in order: those before would have been by now.
    expect((await post(4, 1, webhook.secret)).status).to.equal(200);
    await person.sees('1 credit added. Your balance is 1.');
    expect(await customer.buyer.balance()).to.equal(1);
  });

  it('loses neither what it has taken in before a power cut nor what comes until it is back', async () => {
    const customers = await Promise.all([1, 2].map(() => Customer.signedIn(system, { credits: 100 })));
    const [bought, asked] = customers;
    if (!bought || !asked) throw new Error('They are two');
    const { telegram } = system;
    await bought.quoted(file);
    const hold = telegram.fail({ method: 'getFile', with: 'timeout' });
    const answer = telegram.fail({ method: 'sendMessage', chatId: asked.person.id, with: 'timeout' });
    await bought.person.presses(/^Buy/);
    asked.person.says('/balance');
    await eventually(
      'both taken in, neither done',
      () => hold.hits + answer.hits === 2 && telegram.pendingUpdates === 0,
    );
    await system.powerCut();
    asked.person.says('/topup 5');
    asked.person.says('/tx');
    expect(telegram.pendingUpdates).to.equal(2);
    await system.start();
    for (const fault of [hold, answer]) fault.release();
    await asked.person.sees('Transactions');
    const said = asked.person.chat.answers.slice(1).map(({ words }) => words.split('\n')[0]);
    expect(said).to.deep.equal(['Your balance: 100 credits', '5 credits added. Your balance is 105.', 'Transactions']);
    expect(await asked.buyer.balance()).to.equal(105);
    await bought.person.sees('The forecast is ready', { anytime: true });
    expect(await bought.charges()).to.deep.equal([-60]);
    expect(bought.pictures).to.have.length(1);
  });
});
