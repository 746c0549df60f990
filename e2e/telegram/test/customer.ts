import { Buyer } from '@coincast/e2e/buyer';
import type { ChatMessage, Person, SentFile, TelegramServer } from '@coincast/telegram-bot/testing/telegram-server';
import { newEmail } from './samples.js';

export const password = 'correct horse 47';

export interface Place {
  /** Of the public API. */
  url: string;
  telegram: TelegramServer;
}

export interface CustomerOptions {
  credits?: number;
  languageCode?: string;
}

/** An account with credits, and somebody whose chat is signed in to it. */
export class Customer {
  private constructor(
    readonly person: Person,
    /** The account as its owner has it without the chat. */
    readonly buyer: Buyer,
  ) {}

  static async signedIn(
    { url, telegram }: Place,
    { credits = 0, languageCode = 'en' }: CustomerOptions = {},
  ): Promise<Customer> {
    const person = telegram.person({ languageCode });
    const buyer = await Buyer.register(url, credits);
    await link(person, buyer);
    return new Customer(person, buyer);
  }

  /** Sends a file, and waits for its price. */
  quoted(file: SentFile): Promise<ChatMessage> {
    this.person.sends(file);
    return this.person.sees(/^(Quote|Расчёт)/);
  }

  /** What was taken for forecasts, newest first. */
  async charges(): Promise<number[]> {
    const entries = await this.buyer.transactions();
    return entries.filter(({ tx_type }) => tx_type === 'PREDICTION_CHARGE').map(({ amount }) => amount);
  }

  /** The pictures that stand in the chat. */
  get pictures(): ChatMessage[] {
    return this.person.chat.answers.filter(({ photo }) => photo !== undefined);
  }
}

/** Creates an account by a password in the chat, whose message is gone at once. Answers its email. */
export async function register(person: Person): Promise<string> {
  const email = newEmail();
  const message = person.says(`/register ${email} ${password}`);
  await person.sees(email);
  await person.gone(message);
  return email;
}

export async function newLinkCode(buyer: Buyer): Promise<string> {
  const { status, body } = await buyer.call<{ code: string }>('/api/auth/link-codes', { method: 'POST' });
  if (status !== 201) throw new Error(`link-codes answered ${status}`);
  return body.code;
}

/** Signs the chat in to the account, as the cabinet's account page does. */
export async function link(person: Person, buyer: Buyer): Promise<void> {
  person.says(`/start ${await newLinkCode(buyer)}`);
  await person.sees(buyer.email);
}
