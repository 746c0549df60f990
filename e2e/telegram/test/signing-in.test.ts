import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { allMemory } from './bot-memory.js';
import { link, newLinkCode, password, register } from './customer.js';
import { newEmail } from './samples.js';
import { english, loginStatus, newCustomer, russian, systemDirectory, systemUrl, telegram } from './system.js';

/** Whether some file of the system, logs and databases included, has the text. */
async function isOnDisk(text: string): Promise<boolean> {
  const entries = await readdir(systemDirectory(), { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.of());
    if (bytes.includes(text)) return true;
  }
  return false;
}

describe('signing in', () => {
  it('by a password deletes the message with it, and keeps the password nowhere', async () => {
    const person = english();
    person.says('/balance');
    await person.sees('This needs an account');
    const email = newEmail();
    const first = person.says(`/register ${email} ${password}`);
    await person.sees(`The account ${email} is created, and you are signed in. Going on with what you asked for.`);
    await person.sees('Your balance: 0 credits');
    await person.gone(first);
    person.says('/logout');
    await person.sees('You are signed out in this chat', { button: 'Sign in' });
    const second = person.says(`/login@coincast_bot ${email}\n${password}`);
    await person.sees(`You are signed in as ${email}.`, { button: 'Balance' });
    await person.gone(second);
    expect(await loginStatus(email, password)).to.equal(200);
    expect(await allMemory())
      .to.include(email)
      .and.not.include(password);
    expect(await isOnDisk(password)).to.equal(false);
  });

  it('says what is wrong, and deletes the message all the same', async () => {
    const owner = english();
    const email = await register(owner);
    const wrong = [
      [`/login ${email} ${password}x`, 'do not match', 'не подходят'],
      [`/login ${newEmail()} ${password}`, 'do not match', 'не подходят'],
      [`/register ${email} ${password}`, 'already has an account', 'уже есть счёт'],
      [`/register nobody ${password}`, 'not an email address', 'не похоже на адрес почты'],
      [`/register ${newEmail()} abc`, 'from 4 to 1,024 characters', 'от 4 до'],
      [`/login ${email}`, 'An email and a password are needed: /login', 'Нужны почта и пароль: /login'],
      [`/register ${password.replaceAll(' ', '')}`, 'are needed: /register', 'Нужны почта и пароль: /register'],
    ] as const;
    await Promise.all(
      ([english(), russian()] as const).map(async (person, i) => {
        for (const [text, inEnglish, inRussian] of wrong) {
          const message = person.says(text);
          await person.sees(i === 0 ? inEnglish : inRussian, { button: /Sign in|Войти/ });
          await person.gone(message);
        }
      }),
    );
    expect(await allMemory()).to.not.include(password);
  });

  it('by a form that is asked for', async () => {
    for (const [person, signIn, way, other] of [
      [english(), 'Sign in', 'Safest is the link', 'Register'],
      [russian(), 'Войти', 'Надёжнее всего ссылка', 'Зарегистрироваться'],
    ] as const) {
      person.says('/start');
      await person.sees(/\S/, { button: signIn });
      const pressed = await person.presses(signIn);
      await person.sees(way, { button: other });
      await pressed.answer();
      await (await person.presses(other)).answer();
      await person.sees('/register', { button: signIn });
    }
  });

  it('says when the message with the password could not be deleted', async () => {
    const person = english();
    const fault = telegram().fail({ method: 'deleteMessage', chatId: person.id, with: 403 });
    person.says(`/login ${newEmail()} ${password}`);
    await person.sees('could not delete your message with the password', { anytime: true });
    await person.sees('do not match', { anytime: true });
    fault.release();
  });

  it('by a link of the cabinet works once, and says why it does not', async () => {
    const buyer = await Buyer.register(systemUrl(), 70);
    const code = await newLinkCode(buyer);
    const person = english();
    person.says('/balance');
    await person.sees('This needs an account');
    person.says(`/start ${code}`);
    await person.sees(`This chat now belongs to the account ${buyer.email}.`);
    await person.sees('Your balance: 70 credits');
    for (const [other, words] of [
      [english(), 'This link has been used'],
      [russian(), 'Эта ссылка уже использована'],
    ] as const) {
      for (const bad of [code, 'A'.repeat(32), 'not a code', '…', 'x'.repeat(500)]) {
        other.says(`/start ${bad}`);
        await other.sees(words, { button: /Sign in|Войти/ });
      }
    }
    person.says(`/start ${code}`);
    await person.sees('This link has been used', { button: 'Balance' });
    person.says('/start');
    await person.sees(`You are signed in as ${buyer.email}.`);
  });

  it('over an account says whose the chat is now, and shows nothing of the other', async () => {
    const { person, buyer: first } = await newCustomer({ credits: 500 });
    const job = await first.predict(
      Array.from({ length: 40 }, (_, i) => ({
        timestamp: `2026-01-${String((i % 28) + 1).padStart(2, '0')}`,
        price: i,
      })),
    );
    person.says('/balance');
    const old = await person.sees('Your balance', { button: 'Transactions' });
    person.says('/predict');
    await person.sees('Which model?');
    const second = await Buyer.register(systemUrl(), 3);
    await link(person, second);
    await person.sees(`This chat now belongs to the account ${second.email}.`, { button: 'Balance' });
    person.says('hello');
    await person.sees('This is no command of the bot');
    await person.presses('Transactions', { on: old });
    const ledger = await person.sees('balance 3');
    expect(ledger.words).to.not.include('500');
    person.says('/ph');
    await person.sees('No forecasts yet');
    person.says(`/job ${job.body.id}`);
    await person.sees(`There is no job ${job.body.id} of yours`);
    person.says('/logout');
    await person.sees('You are signed out');
    person.says('/balance');
    await person.sees('This needs an account');
  });
});
