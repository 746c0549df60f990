import type { Request } from 'express';
import Joi from 'joi';
import { optionalText, readForm } from '../http/forms.js';
import { ownPath } from '../security/own-path.js';

/** Where those go who signed in without having been on their way anywhere. */
export const afterSignIn = '/predict';

/** What a page for signing in shows again. */
export interface CredentialsView {
  email?: string;
  next: string;
  /** Beside the fields. */
  faults?: CredentialFaults;
  status?: number;
}

export interface CredentialFaults {
  email?: string | undefined;
  password?: string | undefined;
}

const fields = {
  email: Joi.string().trim().max(320).required(),
  password: Joi.string().max(4_096).required(),
  next: optionalText(),
};

/** What the forms for signing in and for registering send. */
export function readCredentials({ body }: Request) {
  const { values, faults } = readForm(fields, body);
  return { email: values.email.trim(), password: values.password, next: ownPath(values.next, afterSignIn), faults };
}

/** Where a form of this kind is found again, with its banner and on the same way. */
export function formAddress({ method, originalUrl }: Request, path: string, next: string): string {
  if (method === 'GET') return originalUrl;
  return next === afterSignIn ? path : `${path}?next=${encodeURIComponent(next)}`;
}
