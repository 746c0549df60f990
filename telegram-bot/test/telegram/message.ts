import { markupOnWire } from './keyboard.js';
import type { Button, Entity, JsonObject, Photo, StoredFile } from './types.js';

/** Who a person is, as the bot learns it. */
export interface Profile {
  id: number;
  firstName: string;
  languageCode: string | undefined;
  /** They write in a group that the bot is in, and not to it. */
  isInGroup?: boolean;
}

export interface BotProfile {
  id: number;
  username: string;
  firstName: string;
}

/** A message in a chat, as the person sees it now: edits change it, and a deleted one stays here with its flag. */
export class ChatMessage {
  /** Plain: markup has become `entities`. Empty for photos and documents, which have a `caption`. */
  text = '';
  caption = '';
  entities: Entity[] = [];
  photo: Photo | undefined;
  document: StoredFile | undefined;
  /** The inline keyboard, in rows. */
  keyboard: Button[][] = [];
  /** How often it was edited. */
  edits = 0;
  editDate: number | undefined;
  deleted = false;
  replyTo: ChatMessage | undefined;
  /** What else is in it as it goes over the wire: a sticker, a location. */
  other: JsonObject = {};
  hasReplyKeyboard = false;
  /** The chat's count of changes when it last changed. */
  revision = 0;

  constructor(
    readonly id: number,
    readonly from: 'bot' | 'person',
    /** Unix seconds. */
    readonly date: number,
  ) {}

  /** Text or caption, whichever it has. */
  get words(): string {
    return this.text || this.caption;
  }

  /** What stands on the buttons, row by row. */
  get buttons(): string[] {
    return this.keyboard.flat().map(({ text }) => text);
  }

  /** The button with this text, or with this callback data. */
  button(label: string | RegExp): Button | undefined {
    const fits = (written: string) => (label instanceof RegExp ? label.test(written) : label === written);
    const buttons = this.keyboard.flat();
    return buttons.find(({ text }) => fits(text)) ?? buttons.find(({ data }) => data !== undefined && fits(data));
  }

  /** The parts of the text that look so: `marked('bold')`. */
  marked(type: string): string[] {
    const own = this.entities.filter((entity) => entity.type === type);
    return own.map(({ offset, length }) => this.words.slice(offset, offset + length));
  }

  /** One message of a printed chat. */
  toString(): string {
    const signs = [
      this.photo && `photo ${this.photo.width}x${this.photo.height}`,
      this.document && `document ${this.document.name}, ${this.document.bytes.length} bytes`,
      ...Object.keys(this.other),
      this.edits > 0 && `edited ${this.edits}x`,
      this.deleted && 'deleted',
    ].filter(Boolean);
    const rows = this.keyboard.map((row) => `\n      ${row.map(({ text }) => `[${text}]`).join(' ')}`).join('');
    return `#${this.id} ${this.from}: ${signs.length > 0 ? `(${signs.join('; ')}) ` : ''}${this.words}${rows}`;
  }
}

export const chatOnWire = ({ id, firstName, isInGroup }: Profile): JsonObject =>
  isInGroup ? { id, title: `Group of ${firstName}`, type: 'group' } : { id, first_name: firstName, type: 'private' };

export const personOnWire = ({ id, firstName, languageCode }: Profile): JsonObject => ({
  id: Math.abs(id),
  is_bot: false,
  first_name: firstName,
  ...(languageCode === undefined ? {} : { language_code: languageCode }),
});

export const botOnWire = ({ id, firstName, username }: BotProfile): JsonObject => ({
  id,
  is_bot: true,
  first_name: firstName,
  username,
});

/** A message as it goes over the wire. */
export function messageOnWire(message: ChatMessage, person: Profile, bot: BotProfile): JsonObject {
  const { id, from, date, editDate, text, caption, entities, photo, document, keyboard, replyTo, other } = message;
  return {
    message_id: id,
    from: from === 'bot' ? botOnWire(bot) : personOnWire(person),
    chat: chatOnWire(person),
    date,
    ...(editDate === undefined ? {} : { edit_date: editDate }),
    ...(replyTo ? { reply_to_message: messageOnWire(replyTo, person, bot) } : {}),
    ...(text ? { text } : {}),
    ...(photo ? { photo: [{ ...fileOnWire(photo), width: photo.width, height: photo.height }] } : {}),
    ...(document
      ? { document: { file_name: document.name, mime_type: document.mimeType, ...fileOnWire(document) } }
      : {}),
    ...(caption ? { caption } : {}),
    ...(entities.length > 0 ? { [text ? 'entities' : 'caption_entities']: entities } : {}),
    ...(keyboard.length > 0 ? { reply_markup: markupOnWire(keyboard) } : {}),
    ...other,
  };
}

export const fileOnWire = ({ id, uniqueId, bytes }: StoredFile): JsonObject => ({
  file_id: id,
  file_unique_id: uniqueId,
  file_size: bytes.length,
});
