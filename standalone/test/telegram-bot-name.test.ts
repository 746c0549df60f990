import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@coincast/shared/observability';
import { telegramBotName } from '@coincast/standalone/telegram-bot-name';
import { expect } from 'chai';

const logger = createLogger('launcher', 'silent');

describe('telegramBotName', () => {
  const server = createServer((request, response) => {
    const isOurs = request.url === '/bot1:token/getMe';
    response.end(JSON.stringify(isOurs ? { ok: true, result: { id: 1, username: 'coin_bot' } } : { ok: false }));
  });
  let root: string;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is the one that is set, or the one that Telegram knows', async () => {
    expect(await telegramBotName({ TG_BOT_TOKEN: '1:token', TG_API_ROOT: root, TG_BOT_NAME: 'mine' }, logger)).to.equal(
      'mine',
    );
    expect(await telegramBotName({ TG_BOT_TOKEN: '1:token', TG_API_ROOT: `${root}/` }, logger)).to.equal('coin_bot');
  });

  it('is none without a bot, or when Telegram does not say it', async () => {
    expect(await telegramBotName({}, logger)).to.equal(undefined);
    expect(await telegramBotName({ TG_BOT_TOKEN: '1:wrong', TG_API_ROOT: root }, logger)).to.equal(undefined);
    const nowhere = { TG_BOT_TOKEN: '1:token', TG_API_ROOT: 'http://127.0.0.1:1' };
    expect(await telegramBotName(nowhere, logger)).to.equal(undefined);
  });
});
