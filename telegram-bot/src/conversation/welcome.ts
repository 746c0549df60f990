import { isLanguage } from '@coincast/shared/wording';
import { maxDownloadBytes } from '../telegram/file-download.js';
import { html, joinHtml } from '../telegram/html.js';
import { button } from './keyboard.js';
import { commandMenu, mainKeyboard, titled } from './menu.js';
import { signInByCode } from './signing-in.js';
import type { Turn } from './turn.js';

/** `/start`, and `/start <code>` from the cabinet. */
export async function start(turn: Turn, argument: string): Promise<void> {
  if (argument !== '') return signInByCode(turn, argument);
  const { start: words } = turn.texts;
  const { account } = turn.session;
  const last = account ? words.signedIn(account.email) : words.signInFirst;
  await turn.say(titled(words.title, words.text, '', last), mainKeyboard(turn));
}

export async function help(turn: Turn): Promise<void> {
  const { title, files, ...lines } = turn.texts.help;
  const said = [
    lines.predict,
    lines.quick,
    files(maxDownloadBytes),
    lines.jobs,
    lines.money,
    lines.account,
    lines.cancel,
  ];
  await turn.say(
    html`<b>${title}</b>\n\n${joinHtml([...said, lines.free].map((line) => html`${line}`))}`,
    mainKeyboard(turn),
  );
}

export async function chooseLanguage(turn: Turn, choice: string): Promise<void> {
  if (isLanguage(choice)) {
    await turn.remember({ ...turn.session, language: choice });
    await turn.show(html`${turn.texts.lang.chosen}`, mainKeyboard(turn));
    await turn.parts.messenger.setCommandsOf(turn.chatId, commandMenu(choice));
    return;
  }
  const { buttons, lang } = turn.texts;
  await turn.show(html`${lang.choose}`, [
    [button(buttons.english, 'lang', 'en'), button(buttons.russian, 'lang', 'ru')],
  ]);
}

/** Leaves what is under way. */
export async function cancel(turn: Turn): Promise<void> {
  const { step, then } = turn.session;
  const { texts } = turn;
  if (step.name === 'idle' && then === undefined) {
    await turn.show(html`${texts.nothingToCancel}`, mainKeyboard(turn));
    return;
  }
  if (step.name === 'confirming') await turn.parts.orders.cancel(turn, step.orderId);
  const { then: _forgotten, ...rest } = turn.session;
  await turn.remember({ ...rest, step: { name: 'idle' } });
  await turn.show(html`${texts.cancelled}`, mainKeyboard(turn));
}
