import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { Input, Markup, Telegraf } from 'telegraf';
import { call, png } from './plain-bot.js';
import { TelegramServer } from './telegram-server.js';

const SECRET = 'a-secret';

/** A bot with a command, buttons and a picture. */
function smallBot({ url, token }: TelegramServer): Telegraf {
  const bot = new Telegraf(token, { telegram: { apiRoot: url } });
  bot.start((context) => {
    const button = Markup.button.callback('Рисунок', 'draw');
    return context.replyWithHTML(`<b>Привет</b>, ${context.from.first_name}!`, Markup.inlineKeyboard([button]));
  });
  bot.action('draw', async (context) => {
    await context.answerCbQuery('Сейчас');
    const media = Input.fromBuffer(png(20, 10), 'a.png');
    await context.editMessageMedia({ type: 'photo', media, caption: 'Вот' });
    await context.replyWithPhoto(Input.fromBuffer(png(30, 20)), { caption: 'Ещё' });
    await context.replyWithDocument(Input.fromBuffer(Buffer.from('a,b'), 'прогноз.csv'));
  });
  bot.on('document', async (context) => {
    const link = await context.telegram.getFileLink(context.message.document);
    await context.reply(await (await fetch(link)).text());
  });
  return bot;
}

async function useIt(telegram: TelegramServer) {
  const anna = telegram.person({ firstName: 'Анна' });
  anna.says('/start');
  const welcome = await anna.sees('Привет, Анна!', { button: 'Рисунок' });
  expect(welcome.marked('bold')).eql(['Привет']);
  const pressed = await anna.presses('Рисунок');
  expect(await pressed.answer()).include({ text: 'Сейчас', alert: false });
  expect((await anna.sees('Вот')).photo).include({ width: 20 });
  expect((await anna.sees('Ещё')).photo?.bytes).eql(png(30, 20));
  const { document } = await anna.sees('', { where: (message) => message.document !== undefined });
  expect(document).deep.include({ name: 'прогноз.csv', bytes: Buffer.from('a,b') });
  anna.sends({ name: 'a.csv', content: '1,2,3' });
  await anna.sees('1,2,3');
}

describe('a Telegraf bot on the Telegram server', () => {
  let telegram: TelegramServer;
  beforeEach(async () => {
    telegram = await TelegramServer.start({ webhookRetryMs: 5 });
  });
  afterEach(() => telegram.close());

  it('works by polling, and goes on after a stop with what came meanwhile', async () => {
    const bot = smallBot(telegram);
    const polling = bot.launch();
    await useIt(telegram);
    bot.stop();
    await polling;
    const boris = telegram.person({ firstName: 'Борис' });
    boris.says('/start');
    const next = smallBot(telegram);
    const again = next.launch();
    await boris.sees('Привет, Борис!');
    next.stop();
    await again;
    await eventually('the last update to be acknowledged', () => telegram.pendingUpdates === 0);
  });

  describe('by webhook', () => {
    let server: Server;
    let url: string;
    let answers: number[] = [];
    let secrets: unknown[] = [];

    beforeEach(async () => {
      answers = [];
      secrets = [];
      const handle = smallBot(telegram).webhookCallback('/hook', { secretToken: SECRET });
      server = createServer((request, response) => {
        secrets.push(request.headers['x-telegram-bot-api-secret-token']);
        const status = answers.shift();
        if (status === undefined) void handle(request, response);
        else response.writeHead(status).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      // It listens on a port.
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    });
    afterEach(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    });

    it('gets updates with the secret, and may answer with a call', async () => {
      await call(telegram, 'setWebhook', { url, secret_token: SECRET });
      expect((await call(telegram, 'getUpdates')).description).contain(
        "can't use getUpdates method while webhook is active",
      );
      await useIt(telegram);
      expect(new Set(secrets)).eql(new Set([SECRET]));
      await eventually('all to be acknowledged', () => telegram.pendingUpdates === 0);
    });

    it('gets an update again until it says that it has it', async () => {
      answers = [500, 503];
      const boris = telegram.person({ firstName: 'Борис' });
      boris.says('first');
      await call(telegram, 'setWebhook', { url, secret_token: SECRET });
      await eventually('both failures', () => answers.length === 0);
      await eventually('the update to be acknowledged', () => telegram.pendingUpdates === 0);
      expect(secrets.length).equal(3);
      const { result } = await call(telegram, 'getWebhookInfo');
      expect(result).include({ url, last_error_message: 'Wrong response from the webhook: 503 Service Unavailable' });
      await call(telegram, 'deleteWebhook');
      boris.says('second');
      expect((await call(telegram, 'getUpdates')).result).length(1);
    });
  });
});
