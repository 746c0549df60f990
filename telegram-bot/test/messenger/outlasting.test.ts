import { inspect } from 'node:util';
import { eventually } from '@coincast/shared/testing';
import { TelegramRefusal, TelegramUnreachable } from '@coincast/telegram-bot/telegram/bot-api-errors';
import { html } from '@coincast/telegram-bot/telegram/html';
import { expect } from 'chai';
import type { FakeAnswer } from '../fake-telegram.js';
import { fast, startMessenger } from './messenger-fixture.js';

const failure = async (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);
const badGateway: FakeAnswer = { status: 502, text: '<html>Bad Gateway</html>' };
const later = (seconds: number): FakeAnswer => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

describe('Messenger, when Telegram is not well', () => {
  let bench: Awaited<ReturnType<typeof startMessenger>>;
  afterEach(() => bench.close());

  it('outlasts 5xx, broken connections and silence', async () => {
    bench = await startMessenger();
    bench.telegram.next('sendMessage', badGateway, 'reset', 'silence', { status: 200, text: '<html>' });
    expect(await bench.messenger.sendText(7, html`a`)).to.include({ outcome: 'sent' });
    expect(bench.telegram.callsOf('sendMessage')).to.have.length(5);
  });

  it('does not send a file twice after silence', async () => {
    bench = await startMessenger();
    bench.telegram.next('sendDocument', 'silence');
    const error = await failure(bench.messenger.sendDocument(7, { name: 'a.csv', content: Buffer.from('a') }));
    expect(error).to.be.instanceOf(TelegramUnreachable).and.include({ reason: 'timeout' });
    expect(bench.telegram.callsOf('sendDocument')).to.have.length(1);
    bench.telegram.next('sendDocument', badGateway, 'reset');
    await bench.messenger.sendDocument(7, { name: 'a.csv', content: Buffer.from('whole again') });
    expect(bench.telegram.callsOf('sendDocument').at(-1)?.body).to.include('whole again');
  });

  it('gives up in the end, and goes on with what follows', async () => {
    bench = await startMessenger();
    bench.telegram.next('sendMessage', ...Array<FakeAnswer>(5).fill(badGateway));
    const first = failure(bench.messenger.sendText(7, html`a`));
    const second = bench.messenger.sendText(7, html`b`);
    expect(await first)
      .to.be.instanceOf(TelegramUnreachable)
      .and.include({ reason: 'server' });
    expect(await second).to.include({ outcome: 'sent' });
  });

  it('waits as long as a 429 says, and holds only that chat', async () => {
    bench = await startMessenger();
    bench.telegram.next('sendMessage', later(1));
    const start = performance.now();
    const first = bench.messenger.sendText(7, html`first`);
    const second = bench.messenger.sendText(7, html`second`);
    await eventually('the first call', () => bench.telegram.callsOf('sendMessage').length === 1);
    await bench.messenger.sendText(8, html`other`);
    expect(performance.now() - start).to.be.below(900);
    await Promise.all([first, second]);
    expect(performance.now() - start).to.be.at.least(990);
    const order = bench.telegram.callsOf('sendMessage').map(({ payload }) => payload['text']);
    expect(order).to.deep.equal(['first', 'other', 'first', 'second']);
  });

  it('does not wait for hours', async () => {
    bench = await startMessenger();
    bench.telegram.next('sendMessage', later(3600));
    const error = await failure(bench.messenger.sendText(7, html`a`));
    expect(error).to.be.instanceOf(TelegramRefusal).and.include({ status: 429, retryAfterMs: 3_600_000 });
  });

  it('stops waiting when it is closed', async () => {
    bench = await startMessenger();
    bench.telegram.next('sendMessage', later(60));
    const waiting = failure(bench.messenger.sendText(7, html`a`));
    const behind = failure(bench.messenger.sendText(7, html`b`));
    await eventually('the call', () => bench.telegram.callsOf('sendMessage').length === 1);
    await bench.messenger.close(10);
    expect(await waiting)
      .to.be.instanceOf(TelegramUnreachable)
      .and.include({ reason: 'stopped' });
    expect(await behind)
      .to.be.instanceOf(TelegramUnreachable)
      .and.include({ reason: 'stopped' });
  });

  it('never shows the token or what was sent, in errors and in the log', async () => {
    bench = await startMessenger();
    const { messenger, telegram, log } = bench;
    const bad: FakeAnswer[] = [badGateway, 'reset', { status: 200, text: 'no json' }, 'silence'];
    const errors: unknown[] = [];
    for (const answer of bad) {
      telegram.next('sendMessage', ...Array<FakeAnswer>(5).fill(answer));
      errors.push(await failure(messenger.sendText(7, html`private words`)));
    }
    telegram.next('sendMessage', { error_code: 400, description: 'Bad Request: chat not found' });
    errors.push(await failure(messenger.sendText(7, html`private words`)));
    errors.push(await failure(messenger.downloadFile('nothing')));
    await telegram.close();
    errors.push(await failure(messenger.sendText(7, html`private words`)), await failure(messenger.downloadFile('f')));
    for (const error of errors) {
      expect(error).to.be.instanceOf(Error);
      log.logger.error({ err: error }, 'failed');
    }
    const all = log.text() + inspect(errors, { depth: 10, showHidden: true });
    expect(all).to.not.include('AAfake').and.not.include('private words');
    expect(all).to.include('a call of Telegram is made again').and.include('chat not found');
  });
});

describe('Messenger, at its limits', () => {
  let bench: Awaited<ReturnType<typeof startMessenger>>;
  afterEach(() => bench.close());

  it('keeps the order and the pace of a chat, and does not let one wait for another', async () => {
    bench = await startMessenger({ limits: { ...fast, chat: { burst: 3, intervalMs: 500 } } });
    const { messenger, telegram } = bench;
    const slow = Promise.all(Array.from({ length: 5 }, (_, i) => messenger.sendText(1, html`${i}`)));
    const others = Promise.all(Array.from({ length: 20 }, (_, i) => messenger.sendText(10 + i, html`hello`)));
    await others;
    expect(telegram.callsOf('sendMessage').filter(({ payload }) => payload['chat_id'] === 1)).to.have.length.at.most(4);
    await slow;
    const calls = telegram.callsOf('sendMessage').filter(({ payload }) => payload['chat_id'] === 1);
    expect(calls.map(({ payload }) => payload['text'])).to.deep.equal(['0', '1', '2', '3', '4']);
    // Two intervals, but that the first call may arrive late.
    expect((calls[4]?.atMs ?? 0) - (calls[0]?.atMs ?? 0)).to.be.at.least(600);
  });

  it('stays below the limit of the bot, edits included, and lets buttons pass first', async () => {
    bench = await startMessenger({ limits: { ...fast, overallPerSecond: 10 } });
    const { messenger, telegram } = bench;
    const many = Promise.all(
      Array.from({ length: 15 }, (_, i) =>
        i % 2 ? messenger.sendText(i, html`a`) : messenger.editText(i, 1, html`a`),
      ),
    );
    await messenger.answerButton('q');
    await many;
    expect(telegram.calls.findIndex(({ method }) => method === 'answerCallbackQuery')).to.be.within(0, 10);
    const times = telegram.calls.map(({ atMs }) => atMs).sort((a, b) => a - b);
    expect((times[10] ?? 0) - (times[0] ?? 0)).to.be.at.least(900);
  });

  it('forgets chats that rest', async () => {
    bench = await startMessenger({ limits: { ...fast, chat: { burst: 2, intervalMs: 50 } } });
    const { messenger } = bench;
    const sending = Promise.all(Array.from({ length: 20 }, (_, i) => messenger.sendText(i, html`hello`)));
    expect(messenger.activeChats).to.equal(20);
    await sending;
    await eventually('forgotten', () => messenger.activeChats === 0);
  });
});
