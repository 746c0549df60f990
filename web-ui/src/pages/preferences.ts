import { isLanguage } from '@coincast/shared/wording/languages';
import type { RequestHandler } from 'express';
import { cookieNames, rememberPreference } from '../http/cookies.js';
import { optionalText, readForm } from '../http/forms.js';
import { isOwnAddress } from '../security/own-path.js';
import { isTheme } from '../visit.js';

const fields = { language: optionalText(), theme: optionalText(), next: optionalText() };

/** `POST /preferences`: remembers language or theme in this browser, and goes back to where the reader was. */
export const preferences: RequestHandler = (request, response) => {
  const { language, theme, next } = readForm(fields, request.body).values;
  if (isLanguage(language)) rememberPreference(request, response, cookieNames.language, language);
  if (isTheme(theme)) rememberPreference(request, response, cookieNames.theme, theme);
  response.redirect(303, isOwnAddress(next) ? next : '/');
};
