import { randomBytes } from 'node:crypto';

/** argon2id as the OWASP Password Storage Cheat Sheet (2024) advises: m = 19 MiB, t = 2, p = 1. */
export const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const base64 = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '');

/**
 * A hash that no password has: its digest is random. Checking a password against it costs what a real check costs,
 * which is how an account that does not exist takes as long to refuse as one that does.
 */
export const nobodysHash = `$argon2id$v=19$m=${argon2Parameters.memoryCost},t=${argon2Parameters.timeCost},p=${argon2Parameters.parallelism}$${base64(16)}$${base64(32)}`;
