import type { JobSummary } from '../gateway-client/index.js';
import type { DataTexts } from './data-texts.js';

/** From order to end, in the reader's words; undefined while it goes on. */
export function durationOf(
  { created_at, finished_at }: Pick<JobSummary, 'created_at' | 'finished_at'>,
  { job: words }: DataTexts,
): string | undefined {
  if (finished_at === null) return undefined;
  const seconds = Math.max(0, Date.parse(finished_at) - Date.parse(created_at)) / 1_000;
  if (seconds < 60) return words.seconds(Math.max(0.1, Math.round(seconds * 10) / 10));
  const whole = Math.round(seconds);
  return words.minutes(Math.floor(whole / 60), whole % 60);
}
