import { randomBytes } from 'node:crypto';
import type { Visitor } from './visitor.js';

export interface Credentials {
  email: string;
  password: string;
}

/** Somebody whom the system does not know yet. */
export function someone(): Credentials {
  return { email: `browser-${randomBytes(8).toString('hex')}@example.com`, password: randomBytes(12).toString('hex') };
}

// What people do in the cabinet, on its English pages, with or without script. Each begins where the visitor is.

/** Fills the form of the register or sign-in page, and sends it. */
export async function sendCredentials(
  { page }: Visitor,
  button: string,
  { email, password }: Credentials,
): Promise<void> {
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click();
}

export const register = (visitor: Visitor, who: Credentials) => sendCredentials(visitor, 'Create an account', who);
export const signIn = (visitor: Visitor, who: Credentials) => sendCredentials(visitor, 'Sign in', who);

/** On `/balance`. */
export async function topUp(
  { page }: Visitor,
  { amount, reason = '' }: { amount: string; reason?: string },
): Promise<void> {
  await page.getByLabel('Or another amount').fill(amount);
  await page.getByLabel('Note').fill(reason);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^(Add|Top up)/ })
    .click();
}

/** From any page of the cabinet. */
export async function signOut({ page }: Visitor): Promise<void> {
  await page.locator('details.account > summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

// Tasks of further pages come here: upload a file, confirm the price, find a user.
