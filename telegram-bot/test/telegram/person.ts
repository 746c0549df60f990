import { Pressed } from './callback-queries.js';
import type { Chat, Looking } from './chat.js';
import { botOnWire, type ChatMessage, chatOnWire, personOnWire } from './message.js';
import type { Platform } from './platform.js';
import { detect, MESSAGE_LENGTH_MAX } from './text.js';
import type { JsonObject } from './types.js';

export interface SentFile {
  name: string;
  content: Buffer | string;
  mimeType?: string;
  caption?: string;
}

/** Somebody with Telegram on their phone, in a private chat with the bot. */
export class Person {
  constructor(
    readonly chat: Chat,
    private readonly platform: Platform,
  ) {}

  get id(): number {
    return this.chat.id;
  }

  /** All messages of the chat, oldest first. */
  get messages(): ChatMessage[] {
    return this.chat.messages;
  }

  /**
   * Writes to the bot. What is longer than 4096 goes as several messages, as from any client of Telegram.
   * Returns the last of them.
   */
  says(text: string): ChatMessage {
    const [first = '', ...more] = portions(text.trim());
    let message = this.writes(detect({ text: first, entities: [] }));
    for (const portion of more) message = this.writes(detect({ text: portion, entities: [] }));
    return message;
  }

  /** Sends a file as a document. */
  sends({ name, content, mimeType, caption = '' }: SentFile): ChatMessage {
    const document = this.platform.files.addDocument(name, Buffer.from(content), 'person', mimeType);
    const { text, entities } = detect({ text: caption, entities: [] });
    return this.writes({ document, caption: text, entities });
  }

  /** Sends a picture (PNG or JPEG) as a photo. */
  sendsPhoto(bytes: Buffer, caption = ''): ChatMessage {
    return this.writes({ photo: this.platform.files.addPhoto(bytes), caption });
  }

  /** Sends anything else, as it goes over the wire: `{ sticker: { … } }`, `{ location: { … } }`. */
  sendsOther(other: JsonObject): ChatMessage {
    return this.writes({ other });
  }

  /** Changes a message that they wrote. */
  edits(message: ChatMessage, text: string) {
    this.acts();
    Object.assign(message, detect({ text, entities: [] }), {
      edits: message.edits + 1,
      editDate: this.platform.date(),
    });
    this.chat.changed(message);
    this.tell('edited_message', this.platform.onWire(message, this.chat));
  }

  /**
   * Presses a button, named by its text or its callback data: on the given message, or on the newest that shows it, as
   * soon as one does.
   */
  async presses(
    button: string | RegExp,
    { on, expired }: { on?: ChatMessage; expired?: boolean } = {},
  ): Promise<Pressed> {
    const message = on ?? (await this.chat.showing(button));
    const found = message.button(button);
    if (!found) throw new Error(`No button ${button} on #${message.id}\n${this.chat}`);
    if (found.data === undefined)
      throw new Error(`The button ${button} opens ${found.url ?? 'something'}; press it yourself`);
    return this.pressesData(found.data, message, expired);
  }

  /** Sends callback data as if a button of the message had it: such as one that was there before an edit. */
  pressesData(data: string, message: ChatMessage, expired = false): Pressed {
    const { bot, callbackQueries, patienceMs } = this.platform;
    this.acts();
    const pressed = new Pressed(data, this.platform.now(), patienceMs);
    if (expired) pressed.expires();
    callbackQueries.add(pressed);
    this.tell('callback_query', {
      id: pressed.id,
      from: personOnWire(this.chat.person),
      message: this.platform.accessible(message, this.chat),
      chat_instance: `${bot.id}${this.id}`,
      data,
    });
    return pressed;
  }

  /** Stops the bot: it gets 403 from now on. */
  blocks() {
    this.changesMembership('member', 'kicked');
  }

  unblocks() {
    this.changesMembership('kicked', 'member');
  }

  /** Deletes a message on both sides; bots aren't told. */
  deletes(message: ChatMessage) {
    message.deleted = true;
    this.chat.changed(message);
  }

  /** See {@link Chat.sees}. */
  sees(pattern: string | RegExp, looking?: Looking): Promise<ChatMessage> {
    return this.chat.sees(pattern, looking);
  }

  /** See {@link Chat.gone}. */
  gone(message: number | ChatMessage, timeoutMs?: number): Promise<void> {
    return this.chat.gone(message, timeoutMs);
  }

  private writes(content: Partial<ChatMessage>): ChatMessage {
    this.acts();
    this.chat.started = true;
    const message = this.chat.add(Object.assign(this.platform.newMessage('person'), content));
    this.tell('message', this.platform.onWire(message, this.chat));
    return message;
  }

  private acts() {
    if (this.chat.blocked) throw new Error(`${this.chat.person.firstName} has blocked the bot, and can't write to it`);
    this.chat.acts();
  }

  private changesMembership(before: 'member' | 'kicked', after: 'member' | 'kicked') {
    const { chat, platform } = this;
    chat.blocked = after === 'kicked';
    chat.changed();
    const user = botOnWire(platform.bot);
    const state = (status: string) => ({ user, status, ...(status === 'kicked' ? { until_date: 0 } : {}) });
    this.tell('my_chat_member', {
      chat: chatOnWire(chat.person),
      from: personOnWire(chat.person),
      date: platform.date(),
      old_chat_member: state(before),
      new_chat_member: state(after),
    });
  }

  private tell(kind: string, content: JsonObject) {
    this.platform.updates.push(this.id, kind, content);
  }
}

/** Cuts at the last line that fits, else at the last word, else anywhere but in a character. */
function portions(text: string): string[] {
  if (text.length <= MESSAGE_LENGTH_MAX) return [text];
  const head = text.slice(0, MESSAGE_LENGTH_MAX + 1);
  const space = Math.max(head.lastIndexOf('\n'), 0) || Math.max(head.lastIndexOf(' '), 0);
  const endsInPair = /[\ud800-\udbff]/.test(text.charAt(MESSAGE_LENGTH_MAX - 1));
  const cut = space || MESSAGE_LENGTH_MAX - (endsInPair ? 1 : 0);
  return [text.slice(0, cut).trimEnd(), ...portions(text.slice(cut).trimStart())];
}
