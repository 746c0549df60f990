import type { Warning } from '../gateway-client/index.js';
import type { DataTexts, Reader } from './data-texts.js';
import { cellText } from './shown-cell.js';

/** What was decided about somebody's data, or what to know of the forecast, in the reader's words. */
export interface WarningView {
  text: string;
  code: string;
}

type Sentences = DataTexts['warnings']['sentences'];

const longestForeign = 400;

/** Warnings of a quote or a job. One that is not known here, being newer, is shown as the API words it. */
export function warningViews(warnings: readonly Warning[], { texts, formats }: Reader<DataTexts>): WarningView[] {
  const { sentences } = texts.warnings;
  return warnings.map(({ code, message, example }) => ({
    code,
    text: isKnown(code, sentences)
      ? sentences[code](cellText(example), placeIn(message, texts, formats.time), shareIn(message, texts))
      : message.slice(0, longestForeign),
  }));
}

function isKnown(code: string, sentences: Sentences): code is keyof Sentences & string {
  return Object.hasOwn(sentences, code);
}

/** Where in the series a warning points to: the sentence of the API says so in the end. */
function placeIn(message: string, { warnings: words }: DataTexts, time: (iso: string) => string): string {
  const iso = / at (\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?)/.exec(message)?.[1];
  if (iso !== undefined && Number.isFinite(Date.parse(iso))) return iso.length === 10 ? iso : `${time(iso)} UTC`;
  const point = / at point (\d{1,9})/.exec(message)?.[1];
  return point === undefined ? '' : words.point(Number(point));
}

/** How many are concerned, where the sentence of the API begins with it. */
function shareIn(message: string, { warnings: words }: DataTexts): string {
  const [, part, all] = /^([\d,]{1,15}) of ([\d,]{1,15}) /.exec(message) ?? [];
  if (part === undefined || all === undefined) return '';
  return words.share(Number(part.replaceAll(',', '')), Number(all.replaceAll(',', '')));
}
