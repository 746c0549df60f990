import { ApiRefusal } from '@coincast/shared/gateway-client';
import { fileFaultWords } from '@coincast/shared/wording/file-fault.rules';
import type { Texts } from '../../i18n/texts.js';

/** Why a file was not taken, in the reader's words. */
export class FileRefused extends Error {
  constructor(
    readonly words: string,
    readonly status: number,
  ) {
    super(words);
    this.name = 'FileRefused';
  }
}

/** Of these the page knows more than the API says, or says it in the reader's language. */
const notOfTheFile = new Set([401, 404, 429]);

/**
 * What a refusal says of the file that was sent.
 * @throws what it is given where that is about something else.
 */
export function fileRefusal(error: unknown, texts: Texts): FileRefused {
  if (error instanceof FileRefused) return error;
  if (!(error instanceof ApiRefusal) || notOfTheFile.has(error.problem.status)) throw error;
  return new FileRefused(fileFaultWords(error.problem, texts), error.problem.status);
}
