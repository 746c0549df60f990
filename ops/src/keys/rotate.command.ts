import Joi from 'joi';
import { command } from '../command.js';
import { postgresVariable, withDatabase } from '../database.js';
import { leadSeconds, rotateKeys } from './signing-keys.js';

export const rotate = command({
  usage: 'rotate',
  summary: 'lets access tokens be signed with a new key; nobody is signed out',
  description: `Adds a new signing key. It is published at once and signs from ${leadSeconds} seconds later, so that all who check
    tokens know it by then; every replica of auth-service signs with it at the latest a minute after that. The keys before
    it then retire by themselves: they sign no more, their tokens stay good until they expire (ACCESS_TOKEN_TTL_MINUTES of
    auth-service), then they are published no more. The role needs INSERT on auth.signing_keys. Exits with 3 while an
    earlier rotation is under way.`,
  environment: postgresVariable,
  examples: ['ops keys rotate', 'ops keys list'],
  input: Joi.object({}),
  run: async () => {
    const key = await withDatabase((client) => rotateKeys(client));
    return {
      json: { key },
      text: `Key ${key.kid} is added and signs from ${key.signs_at.toISOString()}.\nThe keys before it retire by themselves; "ops keys list" shows them.`,
    };
  },
});
