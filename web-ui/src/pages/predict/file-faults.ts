import { ApiRefusal } from '@coincast/shared/gateway-client';
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

const longestForeign = 400;
/** Of these the page knows more than the API says, or says it in the reader's language. */
const notOfTheFile = new Set([401, 404, 429]);

/**
 * What a refusal says of the file that was sent.
 * @throws what it is given where that is about something else.
 */
export function fileRefusal(error: unknown, { fileFaults }: Texts): FileRefused {
  if (error instanceof FileRefused) return error;
  if (!(error instanceof ApiRefusal) || notOfTheFile.has(error.problem.status)) throw error;
  const { code, detail, status } = error.problem;
  const words = isKnown(code, fileFaults.byCode) ? fileFaults.byCode[code] : detail.slice(0, longestForeign);
  return new FileRefused(words, status);
}

function isKnown(code: string, words: Texts['fileFaults']['byCode']): code is keyof typeof words {
  return Object.hasOwn(words, code);
}
