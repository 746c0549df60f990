import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Schema, type SchemaPasswords, schemas } from '@coincast/shared/database';
import Joi from 'joi';

/** Made up once for a data directory and kept in it; they belong to the data like a key to its lock. */
export interface Secrets {
  /** Of the embedded Postgres' superuser. */
  postgresPassword: string;
  rolePasswords: Record<Schema, SchemaPasswords>;
  /** Opens the services' `/internal` routes to each other. */
  internalToken: string;
  rabbitUser: string;
  rabbitPassword: string;
  erlangCookie: string;
  redisPassword: string;
  /** Seals what the Telegram bot remembers. */
  botSessionKey: string;
}

const secret = Joi.string().min(16).required();
const schema = Joi.object<Secrets>({
  postgresPassword: secret,
  rolePasswords: Joi.object(
    Object.fromEntries(schemas.map((name) => [name, Joi.object({ owner: secret, service: secret }).required()])),
  ).required(),
  internalToken: Joi.string().min(32).required(),
  rabbitUser: Joi.string().required(),
  rabbitPassword: secret,
  erlangCookie: secret,
  redisPassword: secret,
  botSessionKey: Joi.string()
    .min(32)
    // A directory of a version without the bot gets its key when it is opened: nothing is sealed with it yet.
    .default(() => newBotSessionKey()),
}).required();

/**
 * The secrets of a data directory, readable by its owner only; made when there are none.
 * @throws Error when the file is there and cannot be used: new secrets would not open the old data.
 */
export function secretsOf(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const text = readIfThere(file);
  if (text === undefined) return writeNew(file);
  const given = parse(text);
  const { value, error } = schema.validate(given);
  if (error) {
    throw new Error(
      `${file} is damaged (${error.message}). Restore it from a backup: the data cannot be opened without`,
    );
  }
  if (!Joi.object({ botSessionKey: Joi.required() }).unknown().validate(given).error) return value;
  return write(file, value);
}

const newBotSessionKey = () => randomBytes(36).toString('base64url');

function writeNew(file: string): Secrets {
  const random = () => randomBytes(24).toString('base64url');
  return write(file, {
    postgresPassword: random(),
    rolePasswords: Object.fromEntries(
      schemas.map((name) => [name, { owner: random(), service: random() }]),
    ) as Secrets['rolePasswords'],
    internalToken: randomBytes(36).toString('base64url'),
    rabbitUser: 'coincast',
    rabbitPassword: random(),
    erlangCookie: randomBytes(24).toString('hex').toUpperCase(),
    redisPassword: random(),
    botSessionKey: newBotSessionKey(),
  });
}

function write(file: string, secrets: Secrets): Secrets {
  // On the disk before anything is locked with them, whole or not at all.
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  writeSync(handle, `${JSON.stringify(secrets, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(fresh, file);
  return secrets;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
