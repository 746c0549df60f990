import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@coincast/shared/http';
import { startTelegramBot } from '@coincast/telegram-bot/service';
import { TelegramServer } from '@coincast/telegram-bot/testing/telegram-server';
import { expect } from 'chai';
import { ApiDoor } from './api-door.js';
import { Customer } from './customer.js';
import { patienceMs } from './own-system.js';
import { dailyCsv } from './samples.js';
import { systemUrl } from './system.js';

const file = { name: 'sales.csv', content: dailyCsv(40) };

/** It does not hear the events of jobs either, and asks for them. */
describe('a bot whose API is away', () => {
  let bot: RunningService | undefined;
  let telegram: TelegramServer;
  let door: ApiDoor;
  let dataDir = '';

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'coincast-bot-'));
    telegram = await TelegramServer.start({ patienceMs });
    door = await ApiDoor.open(systemUrl());
    bot = await startTelegramBot({
      TG_BOT_TOKEN: telegram.token,
      TG_API_ROOT: telegram.url,
      BOT_SESSION_KEY: 'k'.repeat(40),
      BOT_DATA_DIR: dataDir,
      API_BASE: door.url,
      BROKER: 'in-process',
      LOG_LEVEL: 'fatal',
      PORT: '0',
    });
  });
  after(async () => {
    await bot?.close();
    await door?.close();
    await telegram?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const customer = (credits: number) => Customer.signedIn({ url: systemUrl(), telegram }, { credits });

  it('says so, with a button that goes on when it is back', async () => {
    const { person } = await customer(100);
    const wanted: [act: () => unknown, then: string][] = [
      [() => person.says('/balance'), 'Your balance: 100 credits'],
      [() => person.says('/predict'), 'Which model?'],
      [() => person.sends(file), 'Quote'],
      [() => person.says('7'), 'Points of the forecast: 7'],
    ];
    for (const [act, then] of wanted) {
      door.isShut = true;
      act();
      await person.sees('does not answer right now', { button: 'Try again' });
      door.isShut = false;
      await person.presses('Try again');
      await person.sees(then);
    }
  });

  it('buys once what was confirmed meanwhile, and what it has no answer for', async () => {
    const [away, lost, short] = await Promise.all([customer(100), customer(100), customer(0)]);
    await Promise.all([away, lost, short].map((each) => each.quoted(file)));
    door.isShut = true;
    await away.person.presses(/^Buy/);
    await away.person.sees('The order is kept');
    door.isShut = false;
    door.losesAnswersOf = '/api/predict/';
    await lost.person.presses(/^Buy/);
    await lost.person.sees('The order is kept');
    door.losesAnswersOf = '/api/account/top-up';
    await short.person.presses(/^Top up/);
    await short.person.sees('does not answer right now');
    door.losesAnswersOf = undefined;
    await short.person.presses('Try again');
    for (const each of [away, lost, short]) {
      await each.person.sees('The forecast is ready', { anytime: true });
      expect(await each.charges()).to.deep.equal([-40]);
      expect(await each.buyer.history()).to.have.length(1);
      expect(each.pictures).to.have.length(1);
    }
    expect(await short.buyer.balance()).to.equal(0);
  });
});
