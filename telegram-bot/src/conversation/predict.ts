import type { ModelOnSale } from '@coincast/shared/gateway-client';
import type { Source } from '../orders/order.js';
import { maxDownloadBytes } from '../telegram/file-download.js';
import { html } from '../telegram/html.js';
import { idIn } from './buttons.rules.js';
import type { TelegramFile } from './intent.rules.js';
import { button, type Keyboard } from './keyboard.js';
import { modelKeyboard, modelNamed, modelsOnSale, suggestedModel } from './models.js';
import type { Step } from './session.js';
import type { Turn } from './turn.js';

type SendingData = Extract<Step, { name: 'sending-data' }>;

const nothingSent = (model: string): SendingData => ({
  name: 'sending-data',
  model,
  pieces: [],
  lastPieceId: null,
  promptId: null,
});

/** Of text in a chat: fifty messages. */
const mostTextBytes = 200 * 1024;
/** Longer messages were probably cut by the person's Telegram, and go on in the next. */
const likelyCutLength = 3_500;

/** `/predict`, `/predict Model`, `/predict Model [json]` */
export async function predict(turn: Turn, argument: string): Promise<void> {
  turn.requireAccount();
  const [, name = '', data = ''] = /^(\S*)\s*([\s\S]*)$/.exec(argument) ?? [];
  if (name === '') return chooseModel(turn);
  const model = await modelNamed(turn, name);
  if (!model) return chooseModel(turn, turn.texts.predict.unknownModel(name.slice(0, 50)));
  if (data === '') return askForData(turn, model);
  if (isWholeJson(data) || (data.length < likelyCutLength && !/^[[{]/.test(data))) {
    await quoteNew(turn, model.name, { kind: 'text', text: data });
    return;
  }
  await takePiece(turn, nothingSent(model.name), data);
}

/** Shows what is on sale: each by its button, and in words the one that suits most series. */
async function chooseModel(turn: Turn, first?: string): Promise<void> {
  const { predict: words } = turn.texts;
  const models = await modelsOnSale(turn);
  await turn.remember({ ...turn.session, step: { name: 'choosing-model' } });
  const { language } = turn;
  const suggested = models
    .slice(0, 1)
    .map(({ title, description }) => html`\n\n<b>${title[language]}</b>\n${description[language]}`);
  const text = html`${first && html`${first}\n\n`}${words.chooseModel}${suggested}`;
  await turn.show(text, modelKeyboard(turn, models, 'model'));
}

/** A model's button. */
export async function modelChosen(turn: Turn, name = ''): Promise<void> {
  turn.requireAccount();
  const model = await modelNamed(turn, name);
  if (model) await askForData(turn, model);
  else await chooseModel(turn, turn.texts.predict.unknownModel(name));
}

async function askForData(turn: Turn, model: ModelOnSale): Promise<void> {
  const [title, description] = [model.title[turn.language], model.description[turn.language]];
  const { predict: words, buttons } = turn.texts;
  await turn.remember({ ...turn.session, step: nothingSent(model.name) });
  await turn.show(html`<b>${words.chosen(title)}</b>\n${description}\n\n${words.sendData(maxDownloadBytes)}`, [
    [button(buttons.anotherModel, 'predict'), button(buttons.cancel, 'cancel')],
  ]);
}

/** A file that was sent: for the model that was chosen, or the one that suits most series. */
export async function fileSent(turn: Turn, file: TelegramFile): Promise<void> {
  turn.requireAccount();
  const { step } = turn.session;
  const model = step.name === 'sending-data' ? step.model : await suggestedModel(turn);
  await quoteNew(turn, model, { kind: 'telegram', file });
}

/** Text while data is awaited: more of the rows. */
export async function textSent(turn: Turn, text: string): Promise<void> {
  const { step } = turn.session;
  const { unknown } = turn.texts;
  if (step.name !== 'sending-data') return;
  if (!/\d/.test(text)) {
    await turn.say(html`${unknown['sending-data']}`);
    return;
  }
  await takePiece(turn, step, text);
}

async function takePiece(turn: Turn, step: SendingData, text: string): Promise<void> {
  const { predict: words, buttons } = turn.texts;
  const pieceId = turn.sentMessageId ?? null;
  // A message that comes once more after a restart is no more rows.
  const isKnown = pieceId !== null && step.lastPieceId !== null && pieceId <= step.lastPieceId;
  const pieces = isKnown ? step.pieces : [...step.pieces, text];
  const all = rowsIn(pieces);
  if (Buffer.byteLength(all) > mostTextBytes) {
    await turn.say(html`${words.tooMuchText(mostTextBytes)}`);
    return;
  }
  // Not remembered as a piece: after an interruption the same message comes once more.
  if (isWholeJson(all)) {
    await quoteNew(turn, step.model, { kind: 'text', text: all });
    return;
  }
  const received = { ...step, pieces, lastPieceId: pieceId };
  await turn.remember({ ...turn.session, step: received });
  const said = html`${words.received(pieces.length, all.length)}`;
  const keyboard: Keyboard = [
    [button(buttons.sent, 'sent')],
    [button(buttons.startOver, 'model', step.model), button(buttons.cancel, 'cancel')],
  ];
  // A new one each time, so that it stands below what was sent.
  if (step.promptId !== null) await turn.parts.messenger.deleteMessage(turn.chatId, step.promptId);
  const promptId = (await turn.say(said, keyboard)) ?? null;
  await turn.remember({ ...turn.session, step: { ...received, promptId } });
}

/** Its button: the rows are complete. */
export async function allSent(turn: Turn): Promise<void> {
  const { step } = turn.session;
  if (step.name !== 'sending-data') {
    await turn.answer(turn.texts.tooOld);
    return;
  }
  if (step.pieces.length === 0) {
    await turn.answer(turn.texts.predict.nothingReceived);
    return;
  }
  await quoteNew(turn, step.model, { kind: 'text', text: rowsIn(step.pieces) });
}

/** The series of a job once more: first its model. */
export async function again(turn: Turn, idText = '', modelName?: string): Promise<void> {
  const id = idIn(idText);
  turn.requireAccount();
  if (id === undefined) {
    await turn.answer(turn.texts.tooOld);
    return;
  }
  const model = modelName === undefined ? undefined : await modelNamed(turn, modelName);
  if (model) {
    await quoteNew(turn, model.name, { kind: 'job', jobId: id });
    return;
  }
  const models = await modelsOnSale(turn);
  const text = html`${turn.texts.predict.chooseModel}\n${turn.texts.result.againHint}`;
  await turn.say(text, modelKeyboard(turn, models, 'again', String(id)));
}

/** Another model for an order that is quoted. */
export async function anotherModel(turn: Turn, orderId = '', modelName?: string): Promise<void> {
  const obstacle = await turn.parts.orders.obstacleTo(turn, orderId);
  if (obstacle !== undefined) return turn.answer(obstacle);
  const model = modelName === undefined ? undefined : await modelNamed(turn, modelName);
  if (model) {
    await turn.parts.orders.requote(turn, orderId, { model: model.name });
    return;
  }
  const models = await modelsOnSale(turn);
  await turn.show(html`${turn.texts.predict.chooseModel}`, modelKeyboard(turn, models, 'use', orderId));
}

async function quoteNew(turn: Turn, model: string, source: Source): Promise<void> {
  await turn.answer();
  await turn.parts.orders.quote(turn, { model, horizon: null, source });
}

/** JSON without spaces is cut in the middle of a word, where no line may be broken. */
function rowsIn(pieces: readonly string[]): string {
  const unbroken = pieces.join('');
  return isWholeJson(unbroken) ? unbroken : pieces.join('\n');
}

function isWholeJson(text: string): boolean {
  if (!/^\s*\[/.test(text)) return false;
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
