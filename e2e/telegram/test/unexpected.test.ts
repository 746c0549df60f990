import type { Person } from '@coincast/telegram-bot/testing/person';
import { expect } from 'chai';
import { dailyCsv } from './samples.js';
import { english, newCustomer, russian } from './system.js';

/** A PNG of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const others: ((person: Person) => void)[] = [
  (person) => person.sendsPhoto(picture, 'my sales'),
  (person) =>
    person.sendsOther({ sticker: { file_id: 's', file_unique_id: 's', type: 'regular', width: 1, height: 1 } }),
  (person) => person.sendsOther({ voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } }),
  (person) => person.sendsOther({ location: { latitude: 1, longitude: 2 } }),
];

describe('what the bot does not read', () => {
  it('is text at any step, and each step says what it waits for', async () => {
    const { person } = await newCustomer({ credits: 100 });
    person.says('what now');
    await person.sees('This is no command of the bot', { button: 'New forecast' });
    person.says('/predict');
    await person.sees('Which model?');
    person.says('the best one');
    await person.sees('Choose a model with a button first');
    await person.presses(/^Linear trend/);
    await person.sees('Model: Linear trend');
    person.says('wait a moment');
    await person.sees('This does not look like rows');
    person.sends({ name: 'sales.csv', content: dailyCsv(60) });
    await person.sees('To pay', { button: /^Buy/ });
    person.says('yes please');
    await person.sees('The forecast waits for your decision');
    const pressed = await person.presses('Cancel');
    await person.sees('Cancelled. Nothing was charged.');
    await pressed.answer();
    person.says('and now');
    await person.sees('This is no command of the bot');
  });

  it('is text while an account is needed', async () => {
    for (const [person, words, needed] of [
      [english(), 'Send /login or /register', 'This needs an account'],
      [russian(), 'Отправьте /login или /register', 'Для этого нужен счёт'],
    ] as const) {
      person.says('/balance');
      await person.sees(needed);
      person.says('anna@example.com');
      await person.sees(words, { button: /Sign in|Войти/ });
      person.says('/cancel');
      await person.sees(/Left\.|Прервано\./);
      person.says('anna@example.com');
      await person.sees(/no command of the bot|Такой команды у бота нет/);
    }
  });

  it('is a picture, a sticker, a voice or a place, at any step', async () => {
    const { person } = await newCustomer();
    const stranger = russian();
    for (const send of others) {
      send(person);
      await person.sees('The bot reads files and text only');
      send(stranger);
      await stranger.sees('Бот читает только файлы и текст');
    }
    person.says('/predict LinearTrend');
    await person.sees('Model: Linear trend');
    person.sendsPhoto(picture);
    await person.sees('The bot reads files and text only');
  });

  it('is a message that is changed later', async () => {
    const { person } = await newCustomer();
    const message = person.says('/balance');
    await person.sees('Your balance: 0 credits');
    person.edits(message, '/topup 100');
    person.says('/tx');
    await person.sees('No transactions yet');
    expect(person.chat.answers.filter(({ words }) => words.includes('added'))).to.deep.equal([]);
  });
});
