import { call, type LedgerEntry } from '@coincast/e2e/buyer';
import type { ChatMessage, Person, SentFile, TelegramServer } from '@coincast/telegram-bot/testing/telegram-server';
import { newEmail } from './samples.js';

const password = 'correct horse';

export interface Place {
  /** Of the public API. */
  url: string;
  telegram: TelegramServer;
}

/** Somebody with credits whose chat is signed in. */
export class Customer {
  private constructor(
    readonly url: string,
    readonly person: Person,
    readonly email: string,
    private readonly token: string,
  ) {}

  static async signedIn({ url, telegram }: Place, credits = 0, languageCode = 'en'): Promise<Customer> {
    const email = newEmail();
    const json = { email, password };
    const { body } = await call<{ access_token: string }>(`${url}/api/auth/register`, { json });
    const customer = new Customer(url, telegram.person({ languageCode }), email, body.access_token);
    if (credits > 0) await customer.api('/api/account/top-up', { json: { amount: credits } });
    await customer.signsIn();
    return customer;
  }

  async signsIn(): Promise<void> {
    this.person.says(`/login ${this.email} ${password}`);
    await this.person.sees(this.email);
  }

  async api<Body>(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Body> {
    const headers = { ...init.headers, ...this.authorization };
    return (await call<Body>(`${this.url}${path}`, { ...init, headers })).body;
  }

  get authorization(): { authorization: string } {
    return { authorization: `Bearer ${this.token}` };
  }

  /** Sends a file, and waits for its price. */
  quoted(file: SentFile): Promise<ChatMessage> {
    this.person.sends(file);
    return this.person.sees(/^(Quote|Расчёт)/);
  }

  async balance(): Promise<number> {
    return (await this.api<{ balance: number }>('/api/account/balance')).balance;
  }

  ledger(): Promise<LedgerEntry[]> {
    return this.api('/api/account/transactions');
  }

  /** What was taken for forecasts, newest first. */
  async charges(): Promise<number[]> {
    const entries = await this.ledger();
    return entries.filter(({ tx_type }) => tx_type === 'PREDICTION_CHARGE').map(({ amount }) => amount);
  }

  jobs(): Promise<{ id: number; model_name: string; horizon: number }[]> {
    return this.api('/api/predict/history');
  }

  /** The pictures that stand in the chat. */
  get pictures(): ChatMessage[] {
    return this.person.chat.answers.filter(({ photo }) => photo !== undefined);
  }
}
