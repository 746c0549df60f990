import { createHash, randomBytes } from 'node:crypto';

const codeBytes = 24;

/** How long a code is good. */
export const linkCodeTtlSeconds = 10 * 60;

/** Codes of one user that are good at the same time. */
export const maxOpenLinkCodes = 3;

/** What `/start <code>` of a Telegram bot takes is at most 64 of `A-Z a-z 0-9 _ -`. */
export const longestLinkCode = 64;

/** A code of 192 random bits, 32 characters of `A-Z a-z 0-9 _ -`. */
export function newLinkCode(): string {
  return randomBytes(codeBytes).toString('base64url');
}

/** SHA-256 of a code, under which it is stored. Nothing slower is needed: nobody can guess 192 bits. */
export function hashOfLinkCode(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
