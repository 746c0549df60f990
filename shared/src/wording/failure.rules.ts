import type { DataTexts } from './data-texts.js';

/** What a reader can do about a failed job. */
export type WayOut = 'again' | 'upload' | 'top-up';

export interface FailureWords {
  /** Stable: of the API. */
  code: string;
  short: string;
  title: string;
  text: string;
  way: WayOut;
}

/** The code that an error begins with: `model_timeout: The model was not done after 30000 ms.` */
export function failureCode(error: string | null): string {
  const [, code = '', detail = ''] = /^(\w{1,64})(?:: ([\s\S]*))?$/.exec(error ?? '') ?? [];
  // What a model answers is a failure of its own.
  return code === 'model_failed' && detail.startsWith('bad_forecast') ? 'bad_forecast' : code;
}

/** What is worth sending once more as it is; the others need another model, horizon or series. */
const repeatable = new Set(['timeout', 'bad_series', 'series_unavailable', 'forecast_refused']);

/** Why a job has failed, in words; a code that is not known here, being newer, has a general sentence. */
export function failureWords(error: string | null, { failures }: Pick<DataTexts, 'failures'>): FailureWords {
  const code = failureCode(error);
  if (code === 'no_valid_rows') return { code, ...failures.noValidRows, text: '', way: 'upload' };
  if (code === 'not_enough_credits') return { code, ...failures.notEnough, text: '', way: 'top-up' };
  const words = isKnown(code, failures.codes) ? failures.codes[code] : failures.unknown;
  const isKnownCode = words !== failures.unknown;
  return { code, ...words, way: isKnownCode && !repeatable.has(code) ? 'upload' : 'again' };
}

function isKnown(code: string, codes: DataTexts['failures']['codes']): code is keyof DataTexts['failures']['codes'] {
  return Object.hasOwn(codes, code);
}
