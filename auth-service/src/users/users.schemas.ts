import type { Role } from '@coincast/shared/http';
import Joi from 'joi';
import { emailPattern, invisibleCharacter, maxEmailLength, normaliseEmail } from './email.js';

export interface Credentials {
  /** Normalised. */
  email: string;
  password: string;
}

const longestPassword = 1024;

const email = () =>
  Joi.string()
    .custom(normaliseEmail)
    .max(maxEmailLength)
    .pattern(emailPattern)
    .custom((value: string, { error }) => (invisibleCharacter.test(value) ? error('email.invisible') : value))
    .messages({
      'string.pattern.base': '{{#label}} must look like name@host, without spaces',
      'email.invisible': '{{#label}} must not contain invisible characters',
    })
    .example('ann@example.com')
    .required();

// Scripts written for the earlier system use passwords as short as `user`: a longer minimum would break them.
const newPassword = () =>
  Joi.string().min(4).max(longestPassword).description('Letters in any alphabet; case matters').required();

// What can never have been registered is wrong credentials, not a fault of form: old clients know only that answer.
const givenEmail = () => Joi.string().custom(normaliseEmail).max(maxEmailLength).required();
const givenPassword = () => Joi.string().max(longestPassword).required();

export const registerBody = Joi.object<Credentials>({ email: email(), password: newPassword() });

export const loginJsonBody = Joi.object<Credentials>({
  email: givenEmail().example('ann@example.com'),
  password: givenPassword(),
});

export interface LoginForm {
  /** The e-mail, normalised; OAuth2 has no other name for it. */
  username: string;
  password: string;
}

export const loginFormBody = Joi.object<LoginForm>({
  username: givenEmail().description('The e-mail').example('ann@example.com'),
  password: givenPassword(),
});

export interface UsersQuery {
  email: string;
}

export const usersQuery = Joi.object<UsersQuery>({ email: givenEmail() });

/** A user as the API shows it. */
export interface UserAnswer {
  id: number;
  email: string;
  role: Role;
  /** ISO 8601, UTC. */
  created_at: string;
}

export const userAnswer = Joi.object<UserAnswer>({
  id: Joi.number().integer().min(1).required(),
  email: Joi.string().required(),
  role: Joi.string().valid('USER', 'ADMIN').required(),
  created_at: Joi.string().isoDate().required(),
});

export const usersAnswer = Joi.array().items(userAnswer);
