import { Algorithm, hashSync, verifySync } from '@node-rs/argon2';
import { argon2Parameters } from './argon2-parameters.js';

/** What a thread of the pool is asked to do. */
export type HashTask = { kind: 'hash'; password: string } | { kind: 'verify'; password: string; hash: string };

/** Runs in a thread of its own, so it may block. Answers the PHC string, or whether the password fits the hash. */
export default function run(task: HashTask): string | boolean {
  return task.kind === 'hash'
    ? hashSync(task.password, { algorithm: Algorithm.Argon2id, ...argon2Parameters })
    : verifySync(task.hash, task.password);
}
