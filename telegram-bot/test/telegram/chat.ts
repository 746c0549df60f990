import { EventEmitter } from 'node:events';
import { ChatMessage, type Profile } from './message.js';
import { waitUntil } from './wait-until.js';

export interface Looking {
  /** Look at all that is visible, and not just at what came or changed since the person last did something. */
  anytime?: boolean;
  /** Whose messages; the bot's unless said otherwise. */
  from?: 'bot' | 'person';
  /** Only a message with this button (its text or its callback data). */
  button?: string | RegExp;
  /** Only what fits this, too. */
  where?: (message: ChatMessage) => boolean;
  timeoutMs?: number;
}

/** The private chat of a person and the bot, as the person sees it. */
export class Chat {
  /** All messages, oldest first: people's, the bot's, and deleted ones. */
  readonly messages: ChatMessage[] = [];
  /** Bots can't write to who has never written to them. */
  started = false;
  blocked = false;
  /** What the bot says it is doing: `typing`, `upload_photo`. */
  readonly actions: string[] = [];
  private revision = 0;
  private actedAt = 0;
  private readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(
    readonly person: Profile,
    private readonly patienceMs: number,
  ) {}

  get id(): number {
    return this.person.id;
  }

  /** Without those that were deleted. */
  get visible(): ChatMessage[] {
    return this.messages.filter(({ deleted }) => !deleted);
  }

  /** What the bot has written, without what it deleted. */
  get answers(): ChatMessage[] {
    return this.visible.filter(({ from }) => from === 'bot');
  }

  /** The newest visible message. */
  get newest(): ChatMessage | undefined {
    return this.visible.at(-1);
  }

  find(messageId: number | undefined): ChatMessage | undefined {
    return this.messages.find(({ id, deleted }) => id === messageId && !deleted);
  }

  /**
   * Waits until the bot's message is there: the newest visible one whose text or caption is, contains (text) or
   * matches (expression) `pattern`, and that came or was edited since the person last did something.
   * Fails with the whole chat printed.
   */
  sees(pattern: string | RegExp, looking: Looking = {}): Promise<ChatMessage> {
    const { anytime, from = 'bot', button, where, timeoutMs = this.patienceMs } = looking;
    const fits = (message: ChatMessage) =>
      message.from === from &&
      (anytime || from === 'person' || message.revision > this.actedAt) &&
      (typeof pattern === 'string' ? message.words.includes(pattern) : message.words.search(pattern) >= 0) &&
      (button === undefined || message.button(button) !== undefined) &&
      (where === undefined || where(message));
    return this.until(() => this.visible.findLast(fits), timeoutMs, `to see ${describe(pattern, looking)}`);
  }

  /** Waits until a message was deleted. */
  async gone(message: number | ChatMessage, timeoutMs = this.patienceMs): Promise<void> {
    const id = typeof message === 'number' ? message : message.id;
    const isGone = () => this.messages.find((one) => one.id === id)?.deleted || undefined;
    await this.until(isGone, timeoutMs, `message #${id} to be deleted`);
  }

  /** Waits for the newest visible message that shows the button. */
  showing(button: string | RegExp, timeoutMs = this.patienceMs): Promise<ChatMessage> {
    const find = () => this.visible.findLast((message) => message.button(button) !== undefined);
    return this.until(find, timeoutMs, `a button ${button}`);
  }

  /** Waits for whatever the probe looks at: it is asked at each change of the chat. */
  until<Value>(probe: () => Value | undefined, timeoutMs: number, what: string): Promise<Value> {
    return waitUntil(this.changes, probe, timeoutMs, () => `Waited ${timeoutMs} ms for ${what}\n${this}`);
  }

  add(message: ChatMessage): ChatMessage {
    this.messages.push(message);
    this.changed(message);
    return message;
  }

  changed(message?: ChatMessage) {
    this.revision += 1;
    if (message) message.revision = this.revision;
    this.changes.emit('change');
  }

  /** The person does something: what `sees` waits for comes after this. */
  acts() {
    this.actedAt = this.revision;
  }

  toString(): string {
    const { id, firstName } = this.person;
    const state = this.blocked ? ', has blocked the bot' : '';
    return [`  Chat ${id} with ${firstName}${state}:`, ...this.messages.map((message) => `    ${message}`)].join('\n');
  }
}

function describe(pattern: string | RegExp, { button, where, anytime }: Looking): string {
  const written = typeof pattern === 'string' ? JSON.stringify(pattern) : String(pattern);
  const withButton = button === undefined ? '' : ` with a button ${button}`;
  const since = anytime ? '' : ' since the person last did something';
  return `${written}${withButton}${where ? ` where ${where}` : ''}${since}`;
}
