import type { DataTexts } from './data-texts.js';

const longestForeign = 400;

/** What a refusal of the API says of a file; a code that is not known here, being newer, is told as the API words it. */
export function fileFaultWords(
  { code, detail }: { code: string; detail: string },
  { fileFaults: { byCode } }: Pick<DataTexts, 'fileFaults'>,
): string {
  return isKnown(code, byCode) ? byCode[code] : detail.slice(0, longestForeign);
}

function isKnown(code: string, words: DataTexts['fileFaults']['byCode']): code is keyof typeof words {
  return Object.hasOwn(words, code);
}
