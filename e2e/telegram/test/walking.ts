import { Buyer, call } from '@coincast/e2e/buyer';
import type { Person } from '@coincast/telegram-bot/testing/person';
import { newEmail } from './samples.js';
import { systemUrl, telegram } from './system.js';

export const password = 'correct horse 47';

export const english = () => telegram().person({ languageCode: 'en' });
export const russian = () => telegram().person({ languageCode: 'ru' });

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

/** An account with credits, and a chat that is signed in to it. */
export async function customer({
  credits = 0,
  languageCode = 'en',
}: {
  credits?: number;
  languageCode?: string;
} = {}): Promise<{ person: Person; buyer: Buyer }> {
  const person = telegram().person({ languageCode });
  const buyer = await Buyer.register(systemUrl(), credits);
  await link(person, buyer);
  return { person, buyer };
}

/** How the API answers to a login. */
export async function loginStatus(email: string, word: string): Promise<number> {
  return (await call(`${systemUrl()}/api/auth/login`, { json: { email, password: word } })).status;
}
