import { eventually } from '@coincast/shared/testing';
import { commands } from '@coincast/telegram-bot/i18n/commands';
import { textsFor } from '@coincast/telegram-bot/i18n/texts';
import { expect } from 'chai';
import { password } from './customer.js';
import { english, newCustomer, russian, telegram } from './system.js';

describe('commands', () => {
  it('are listed in the language of each Telegram, and in the one chosen with /lang', async () => {
    const menu = (language: 'en' | 'ru') =>
      commands.map((command) => ({ command, description: textsFor(language).menu[command] }));
    const person = english();
    person.says('/start');
    await person.sees('Forecasts of time series');
    for (const [code, language] of [
      ['ru', 'ru'],
      ['uk', 'ru'],
      ['en', 'en'],
      ['de', 'en'],
      [undefined, 'en'],
    ] as const) {
      expect(telegram().commands(code), code).to.deep.equal(menu(language));
    }
    person.says('/lang');
    await person.sees('Which language', { button: 'Русский' });
    const pressed = await person.presses('Русский');
    await person.sees('Теперь бот говорит по-русски', { button: 'Войти' });
    await pressed.answer();
    await eventually(
      'the menu of the chat',
      () => telegram().commands('en', person.id)[0]?.description === menu('ru')[0]?.description,
    );
    expect(telegram().commands('en', person.id)).to.deep.equal(menu('ru'));
    person.says('/help');
    await person.sees('Что умеет бот');
    person.says('/lang en');
    await person.sees('The bot speaks English now');
  });

  it('each answer in both languages, to strangers and to customers', async () => {
    const strangers = [english(), russian()];
    const customers = [await newCustomer(), await newCustomer({ languageCode: 'ru' })];
    await Promise.all(
      [...strangers, ...customers.map(({ person }) => person)].map(async (person) => {
        for (const command of commands.filter((each) => each !== 'logout')) {
          person.says(`/${command}`);
          const answer = await person.sees(/\S/);
          expect(/[а-яё]/i.test(answer.words), `${command}: ${answer.words}`).to.equal(
            person.chat.person.languageCode === 'ru',
          );
        }
      }),
    );
  });

  it('say what to do first to strangers, what there is to customers', async () => {
    const stranger = english();
    for (const command of ['/balance', '/topup', '/topup 100', '/tx', '/ph', '/job 1', '/predict', '/predict Demo']) {
      stranger.says(command);
      const answer = await stranger.sees('This needs an account', { button: 'Sign in' });
      expect(answer.button('Open the cabinet')?.url, command).to.equal('https://cabinet.example/account');
    }
    stranger.says('/logout');
    await stranger.sees('You are not signed in.', { button: 'Register' });
    const { person, buyer } = await newCustomer();
    person.says('/start');
    await person.sees(`You are signed in as ${buyer.email}.`, { button: 'New forecast' });
    for (const command of ['/login', '/register']) {
      person.says(command);
      await person.sees(`You are already signed in as ${buyer.email}.`, { button: 'Balance' });
    }
    person.says('/cancel');
    await person.sees('Nothing is under way.');
  });

  it('that do not exist are told so', async () => {
    for (const [person, words] of [
      [english(), 'no such command'],
      [russian(), 'Такой команды нет'],
    ] as const) {
      for (const text of ['/nothing', '/start2', '/pay_now 3', '/HELP_ME@coincast_bot']) {
        person.says(text);
        await person.sees(words);
      }
      person.says('/Help@coincast_bot');
      await person.sees(/What the bot can do|Что умеет бот/);
    }
  });

  it('in groups are answered by the way to the private chat, and a password there is deleted', async () => {
    const group = telegram().person({ languageCode: 'en', isInGroup: true });
    group.says('hello all');
    group.sends({ name: 'rows.csv', content: 'date,price\n2026-01-01,1\n' });
    group.says('/balance');
    await group.sees('The bot works in private chats');
    expect(group.chat.answers).to.have.length(1);
    const message = group.says(`/login me@example.com ${password}`);
    await group.gone(message);
    await group.sees('The bot works in private chats');
  });
});
