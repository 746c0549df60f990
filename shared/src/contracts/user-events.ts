import Joi from 'joi';
import { defineEvent } from './define-event.js';
import { id } from './fields.js';

export interface UserRegistered {
  user_id: number;
}

export const userRegistered = defineEvent<UserRegistered>({
  type: 'user.registered',
  version: 1,
  description: 'A user has an account now; billing opens the wallet.',
  schema: Joi.object({ user_id: id() }),
});
