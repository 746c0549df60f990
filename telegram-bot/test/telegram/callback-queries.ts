import { randomInt } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { badRequest } from './api-error.js';
import { waitUntil } from './wait-until.js';

/** How long Telegram lets a bot answer the press of a button: not documented, some minutes. */
const LIFETIME_MS = 5 * 60_000;
const TEXT_LENGTH_MAX = 200;

/** What a person saw after pressing a button: the little circle gone, and perhaps some words. */
export interface Answer {
  text: string | undefined;
  /** A window to be closed, and not a notice that goes away. */
  alert: boolean;
  url: string | undefined;
}

/** A button that was pressed. */
export class Pressed {
  readonly id = `${randomInt(1e9, 2 ** 47)}${randomInt(1e6, 1e9)}`;
  private readonly changes = new EventEmitter().setMaxListeners(0);
  private given: Answer | undefined;
  private expired = false;

  constructor(
    readonly button: string,
    private readonly at: number,
    private readonly patienceMs: number,
  ) {}

  /** What the bot has answered so far. */
  get answered(): Answer | undefined {
    return this.given;
  }

  /** Waits for the bot's answer. */
  answer(timeoutMs = this.patienceMs): Promise<Answer> {
    const complaint = () => `Waited ${timeoutMs} ms for answerCallbackQuery of the button ${this.button}`;
    return waitUntil(this.changes, () => this.given, timeoutMs, complaint);
  }

  /** Makes it too old to be answered. */
  expires(): this {
    this.expired = true;
    return this;
  }

  take(answer: Answer, now: number) {
    if (this.given || this.expired || now - this.at > LIFETIME_MS) throw tooOld();
    if ((answer.text?.length ?? 0) > TEXT_LENGTH_MAX) throw badRequest('MESSAGE_TOO_LONG');
    this.given = answer;
    this.changes.emit('change');
  }
}

/** The presses of buttons, each to be answered once and soon. */
export class CallbackQueries {
  private readonly byId = new Map<string, Pressed>();

  add(pressed: Pressed) {
    this.byId.set(pressed.id, pressed);
  }

  answer(id: string | undefined, answer: Answer, now: number) {
    const pressed = id === undefined ? undefined : this.byId.get(id);
    if (!pressed) throw tooOld();
    pressed.take(answer, now);
  }
}

const tooOld = () => badRequest('query is too old and response timeout expired or query ID is invalid');
