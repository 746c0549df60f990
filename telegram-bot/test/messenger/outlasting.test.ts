import { inspect } from 'node:util';
import { eventually } from '@coincast/shared/testing';
import { TelegramRefusal, TelegramUnreachable } from '@coincast/telegram-bot/telegram/bot-api-errors';
import { html } from '@coincast/telegram-bot/telegram/html';
import { expect } from 'chai';
import { call } from '../telegram/plain-bot.js';
import { fast, startMessenger } from './messenger-fixture.js';

const failure = async (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);
const bad = [502, 'reset', 'timeout', 'page'] as const;
const later = (retryAfter: number) => ({ method: 'sendMessage', with: 429, retryAfter }) as const;

describe('Messenger, when Telegram is not well', () => {
  let bench: Awaited<ReturnType<typeof startMessenger>>;
  beforeEach(async () => {
    // What is silence has to be waited for; a busy machine is not it.
    bench = await startMessenger({ timeoutMs: 2_000 });
  });
  afterEach(() => bench.close());

  const send = (text: string, to = bench.anna) => bench.messenger.sendText(to.id, html`${text}`);

  it('outlasts 5xx, broken connections, silence and what is no answer', async () => {
    for (const fault of bad) bench.telegram.fail({ method: 'sendMessage', with: fault });
    expect(await send('a')).to.include({ outcome: 'sent' });
    expect(bench.callsOf('sendMessage').map((each) => each.fault)).to.deep.equal([...bad, undefined]);
    expect(bench.anna.chat.answers).to.have.length(1);
  });

  it('does not send a file twice after silence', async () => {
    const { anna, messenger, telegram } = bench;
    const sendFile = (content: string) =>
      messenger.sendDocument(anna.id, { name: 'a.csv', content: Buffer.from(content) });
    telegram.fail({ method: 'sendDocument', with: 'timeout', happened: true });
    const error = await failure(sendFile('once'));
    expect(error).to.be.instanceOf(TelegramUnreachable).and.include({ reason: 'timeout' });
    for (const fault of [502, 'reset'] as const) telegram.fail({ method: 'sendDocument', with: fault });
    await sendFile('whole again');
    const files = anna.chat.answers.map(({ document }) => document?.bytes.toString());
    expect(files).to.deep.equal(['once', 'whole again']);
  });

  it('gives up in the end, and goes on with what follows', async () => {
    bench.telegram.fail({ method: 'sendMessage', with: 502, times: 5 });
    const [first, second] = [failure(send('a')), send('b')];
    expect(await first)
      .to.be.instanceOf(TelegramUnreachable)
      .and.include({ reason: 'server' });
    expect(await second).to.include({ outcome: 'sent' });
  });

  it('waits as long as a 429 says, and holds only that chat', async () => {
    const { anna, telegram } = bench;
    telegram.fail({ ...later(1), chatId: anna.id });
    const [first, second] = [send('first'), send('second')];
    await eventually('the first call', () => bench.callsOf('sendMessage').length === 1);
    await Promise.all([send('other', bench.newPerson()), first, second]);
    const order = bench.callsOf('sendMessage').map(({ parameters }) => parameters['text']);
    expect(order).to.deep.equal(['first', 'other', 'first', 'second']);
    expect(telegram.rates.tooEarly).to.equal(0);
  });

  it('does not wait for hours', async () => {
    bench.telegram.fail(later(3600));
    const error = await failure(send('a'));
    expect(error).to.be.instanceOf(TelegramRefusal).and.include({ status: 429, retryAfterMs: 3_600_000 });
  });

  it('stops waiting when it is closed', async () => {
    bench.telegram.fail(later(60));
    const [waiting, behind] = [failure(send('a')), failure(send('b'))];
    await eventually('the call', () => bench.callsOf('sendMessage').length === 1);
    await bench.messenger.close(10);
    for (const error of [await waiting, await behind]) {
      expect(error).to.be.instanceOf(TelegramUnreachable).and.include({ reason: 'stopped' });
    }
  });

  it('never shows the token or what was sent, in errors and in the log', async () => {
    const { messenger, telegram, log } = bench;
    const errors: unknown[] = [];
    for (const fault of bad) {
      const active = telegram.fail({ method: 'sendMessage', with: fault, times: 5 });
      errors.push(await failure(send('private words')));
      expect(active.hits, String(fault)).to.equal(5);
    }
    errors.push(await failure(send('private words', telegram.person())));
    errors.push(await failure(messenger.downloadFile('nothing')));
    await telegram.close();
    errors.push(await failure(send('private words')), await failure(messenger.downloadFile('f')));
    for (const error of errors) {
      expect(error).to.be.instanceOf(Error);
      log.logger.error({ err: error }, 'failed');
    }
    const all = log.text() + inspect(errors, { depth: 10, showHidden: true });
    expect(all).to.not.include(telegram.token.split(':')[1]).and.not.include('private words');
    expect(all).to.include('a call of Telegram is made again').and.include('chat not found');
  });
});

describe('Messenger, at its limits', () => {
  let bench: Awaited<ReturnType<typeof startMessenger>>;
  afterEach(() => bench.close());

  it('keeps the order and the pace of a chat, and does not let one wait for another', async () => {
    bench = await startMessenger({ limits: { ...fast, chat: { burst: 3, intervalMs: 500 } } });
    const { anna, messenger, newPerson } = bench;
    const toAnna = () => bench.callsOf('sendMessage').filter(({ chatId }) => chatId === anna.id);
    const slow = Promise.all(Array.from({ length: 5 }, (_, i) => messenger.sendText(anna.id, html`${i}`)));
    await Promise.all(Array.from({ length: 20 }, () => messenger.sendText(newPerson().id, html`hello`)));
    expect(toAnna()).to.have.length.at.most(4);
    await slow;
    expect(anna.chat.answers.map(({ text }) => text)).to.deep.equal(['0', '1', '2', '3', '4']);
    // Two intervals, but that the first call may arrive late.
    const times = toAnna().map(({ at }) => at);
    expect((times[4] ?? 0) - (times[0] ?? 0)).to.be.at.least(600);
  });

  it('stays below the limit of the bot, edits included, and lets buttons pass first', async () => {
    bench = await startMessenger({ limits: { ...fast, overallPerSecond: 10 } });
    const { messenger, telegram, newPerson } = bench;
    const people = Array.from({ length: 15 }, newPerson);
    for (const { id } of people) await call(telegram, 'sendMessage', { chat_id: id, text: 'text' });
    const before = telegram.calls.length;
    const many = people.map(({ id, chat }, i) =>
      i % 2 ? messenger.sendText(id, html`a`) : messenger.editText(id, chat.newest?.id ?? 0, html`a`),
    );
    const pressed = bench.anna.pressesData('yes', bench.anna.says('text'));
    expect(await messenger.answerButton(pressed.id)).to.equal(true);
    await Promise.all(many);
    const calls = telegram.calls.slice(before);
    expect(calls).to.have.length(16);
    expect(calls.findIndex(({ method }) => method === 'answerCallbackQuery')).to.be.within(0, 10);
    const times = calls.map(({ at }) => at);
    expect((times[10] ?? 0) - (times[0] ?? 0)).to.be.at.least(900);
  });

  it('forgets chats that rest', async () => {
    bench = await startMessenger({ limits: { ...fast, chat: { burst: 2, intervalMs: 50 } } });
    const { messenger, newPerson } = bench;
    const sending = Promise.all(Array.from({ length: 20 }, () => messenger.sendText(newPerson().id, html`hello`)));
    expect(messenger.activeChats).to.equal(20);
    await sending;
    await eventually('forgotten', () => messenger.activeChats === 0);
  });
});
