import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@coincast/shared/http';
import { eventually } from '@coincast/shared/testing';
import { startTelegramBot } from '@coincast/telegram-bot/service';
import { openStore } from '@coincast/telegram-bot/store/open-store';
import { expect } from 'chai';
import { keptLog } from '../kept-log.js';
import { TelegramServer } from '../telegram/telegram-server.js';
import { MoodyApi } from './moody-api.js';

const password = 'correct horse 47';
const away = 'The service does not answer right now';

describe('a conversation while the API is away', () => {
  const log = keptLog();
  let telegram: TelegramServer;
  let api: MoodyApi;
  let bot: RunningService;
  let settings: Record<string, string> & { BOT_SESSION_KEY: string; BOT_DATA_DIR: string };

  beforeEach(async () => {
    telegram = await TelegramServer.start();
    api = await MoodyApi.start();
    settings = {
      TG_BOT_TOKEN: telegram.token,
      TG_API_ROOT: telegram.url,
      BOT_SESSION_KEY: 'k'.repeat(40),
      BOT_DATA_DIR: await mkdtemp(join(tmpdir(), 'bot-')),
      API_BASE: api.url,
      BROKER: 'in-process',
    };
    bot = await startTelegramBot(settings, { logger: log.logger });
  });

  afterEach(async () => {
    await bot.close();
    await api.close();
    await telegram.close();
    await rm(settings.BOT_DATA_DIR, { recursive: true, force: true });
  });

  async function signedIn() {
    const anna = telegram.person({ languageCode: 'en' });
    anna.says(`/login anna@example.com ${password}`);
    await anna.sees('You are signed in as anna@example.com.');
    return anna;
  }

  it('deletes a password at once, keeps it nowhere, and offers no second try without it', async () => {
    for (const mood of ['away', 'losing', 'refusing', 'odd'] as const) {
      api.mood = mood;
      const anna = telegram.person({ languageCode: 'en' });
      for (const command of ['login', 'register']) {
        const message = anna.says(`/${command} anna@example.com ${password}`);
        const said = await anna.sees(mood === 'refusing' ? 'Too many requests. Try again in 7 seconds.' : away);
        expect(said.buttons).to.not.include('Try again');
        await anna.gone(message);
      }
    }
    const store = await openStore(settings, log.logger);
    const values = await Promise.all((await store.keys('')).map((key) => store.get(key)));
    await store.close();
    expect(JSON.stringify(values)).to.not.include(password);
    expect(log.text()).to.include('does not come').and.not.include(password);
  });

  it('notes no password while a message waits for its turn', async () => {
    const anna = telegram.person({ languageCode: 'en' });
    const fault = telegram.fail({ method: 'deleteMessage', with: 'timeout' });
    const message = anna.says(`/login anna@example.com ${password}`);
    await eventually('the deletion is tried', () => fault.hits > 0);
    const store = await openStore(settings, log.logger);
    const noted = await Promise.all((await store.keys('update:')).map((key) => store.get(key)));
    await store.close();
    expect(JSON.stringify(noted)).to.include('/login …').and.not.include(password);
    fault.release();
    await anna.gone(message);
  });

  it('offers to try again, which does what was asked for', async () => {
    const anna = await signedIn();
    api.mood = 'away';
    anna.says('/balance');
    await anna.sees(/does not answer.*\nRequest id: [0-9a-f-]{36}/, { button: 'Try again' });
    await (await anna.presses('Try again')).answer();
    await anna.sees(away, { button: 'Try again' });
    api.mood = 'well';
    api.balance = 12;
    await (await anna.presses('Try again')).answer();
    await anna.sees('Your balance: 12 credits');
    expect((await (await anna.presses('Try again')).answer()).text).to.include('This button has had its time');
  });

  it('books a top-up once whose answer was lost, of a command and of a button', async () => {
    const anna = await signedIn();
    api.mood = 'losing';
    anna.says('/topup 100');
    await anna.sees(away, { button: 'Try again' });
    api.mood = 'well';
    await anna.presses('Try again');
    await anna.sees('100 credits added. Your balance is 100.');
    anna.says('/balance');
    await anna.sees('Your balance: 100', { button: '+500' });
    api.mood = 'losing';
    await anna.presses('+500');
    await anna.sees(away);
    api.mood = 'well';
    await anna.presses('Try again');
    await anna.sees('500 credits added. Your balance is 600.');
    expect(api.balance).to.equal(600);
  });

  it('does not go on, at the next sign-in, with what was tried while signed in', async () => {
    const anna = await signedIn();
    api.mood = 'away';
    anna.says('/topup 100');
    await anna.sees(away);
    api.mood = 'well';
    anna.says(`/login boris@example.com ${password}`);
    await anna.sees('You are signed in as boris@example.com.', { button: 'Balance' });
    anna.says('/balance');
    await anna.sees('Your balance: 0 credits');
    expect((await (await anna.presses('Try again')).answer()).text).to.include('This button has had its time');
  });
});
