import Joi from 'joi';
import { command } from '../command.js';
import { postgresVariable, withDatabase } from '../database.js';
import { table } from '../report.js';
import { listKeys } from './signing-keys.js';

export const list = command({
  usage: 'list',
  summary: 'lists the keys that access tokens are signed with',
  description: `Lists the signing keys of auth-service, newest first, without the keys themselves: the next one (published, signs
    soon), the signing one, those that retire (sign no more; their tokens stay good) and the retired.`,
  environment: postgresVariable,
  examples: ['ops keys list'],
  input: Joi.object({}),
  run: async () => {
    const keys = await withDatabase(listKeys);
    const rows = keys.map(({ kid, state, signs_at, retires_at }) => ({
      state,
      kid,
      signs_from: signs_at.toISOString(),
      good_until: retires_at?.toISOString(),
    }));
    return {
      json: { keys },
      text: keys.length > 0 ? table(rows) : 'There is no key yet: auth-service makes the first.',
    };
  },
});
