import Joi from 'joi';

interface Origin {
  updateId: number;
  chatId: number;
  chatType: 'private' | 'group' | 'supergroup' | 'channel';
  messageId: number;
  userId: number;
  /** As the user's Telegram says: `ru`, `en-GB`. */
  languageCode?: string;
}

export interface SentFile {
  fileId: string;
  name?: string;
  bytes?: number;
}

/** Somebody has written, or sent something: without text and document it is a picture, a sticker and so on. */
export interface MessageUpdate extends Origin {
  kind: 'message';
  text?: string;
  document?: SentFile;
}

/** Somebody has pressed a button below a message of ours. */
export interface ButtonUpdate extends Origin {
  kind: 'button';
  /** What the answer names. */
  queryId: string;
  data: string;
}

/** What Telegram brings, as far as the bot knows it. */
export type BotUpdate = MessageUpdate | ButtonUpdate;

/** For Telegram: others it need not bring. */
export const allowedUpdates = ['message', 'callback_query'] as const;

interface RawUser {
  id: number;
  is_bot?: boolean;
  language_code?: string;
}

interface RawMessage {
  message_id: number;
  chat: { id: number; type: Origin['chatType'] };
  from?: RawUser;
  text?: string;
  document?: { file_id: string; file_name?: string; file_size?: number };
}

interface RawUpdate {
  update_id: number;
  message?: RawMessage;
  callback_query?: { id: string; from: RawUser; message?: RawMessage; data?: string };
}

const whole = () => Joi.number().integer();
const user = Joi.object({ id: whole().required(), is_bot: Joi.boolean(), language_code: Joi.string() });
const message = Joi.object({
  message_id: whole().required(),
  chat: Joi.object({
    id: whole().required(),
    type: Joi.string().valid('private', 'group', 'supergroup', 'channel').required(),
  }).required(),
  from: user,
  text: Joi.string().allow(''),
  document: Joi.object({
    file_id: Joi.string().required(),
    file_name: Joi.string().allow(''),
    file_size: whole(),
  }),
});
const schema = Joi.object<RawUpdate>({
  update_id: whole().required(),
  message,
  callback_query: Joi.object({
    id: Joi.string().required(),
    from: user.required(),
    message,
    data: Joi.string().allow(''),
  }),
}).required();

/** Undefined when it is of a kind that the bot does not know, or comes from another bot. */
export function readUpdate(raw: unknown): BotUpdate | undefined {
  const { value, error } = schema.validate(raw, { convert: false, stripUnknown: true });
  if (error) return undefined;
  if (value.callback_query) return readButton(value.update_id, value.callback_query);
  return value.message && readMessage(value.update_id, value.message);
}

function readMessage(updateId: number, raw: RawMessage): MessageUpdate | undefined {
  const { from, text, document } = raw;
  if (!from || from.is_bot) return undefined;
  return {
    kind: 'message',
    ...originOf(updateId, raw, from),
    ...(text === undefined ? {} : { text }),
    ...(document ? { document: readDocument(document) } : {}),
  };
}

function readButton(updateId: number, raw: NonNullable<RawUpdate['callback_query']>): ButtonUpdate | undefined {
  const { id: queryId, message: below, from, data = '' } = raw;
  return below && { kind: 'button', ...originOf(updateId, below, from), queryId, data };
}

function originOf(updateId: number, { chat, message_id: messageId }: RawMessage, from: RawUser): Origin {
  return {
    updateId,
    chatId: chat.id,
    chatType: chat.type,
    messageId,
    userId: from.id,
    ...(from.language_code ? { languageCode: from.language_code } : {}),
  };
}

function readDocument(raw: NonNullable<RawMessage['document']>): SentFile {
  return {
    fileId: raw.file_id,
    ...(raw.file_name ? { name: raw.file_name } : {}),
    ...(raw.file_size === undefined ? {} : { bytes: raw.file_size }),
  };
}
