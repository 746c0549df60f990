import { durationOf } from '@coincast/shared/wording/duration';
import type { Visit } from '../../visit.js';
import type { JobState, LoadedJob } from './load-job.js';

/** A stage of the way that a job goes. */
export interface StageView {
  name: string;
  text: string;
  mark: 'done' | 'now' | '';
}

/** The stage that a job is at; those before it are done. */
const places: Partial<Record<JobState, number>> = { paying: 1, computing: 2, ready: 4 };

/** @returns null for a job that has left the way. */
export function stagesView({ summary, state }: LoadedJob, { texts, formats }: Visit): StageView[] | null {
  const at = places[state];
  if (at === undefined) return null;
  const { stages: words } = texts.job;
  const cost = summary.quoted_cost;
  const named = [
    { name: words.received, text: words.rows(summary.rows.valid) },
    { name: at > 1 ? words.paid : words.paying, text: `${formats.number(cost)} ${texts.credits(cost)}` },
    { name: at > 2 ? words.computed : words.computing, text: durationOf(summary, texts) ?? words.computingText },
    { name: words.ready, text: at > 3 ? words.readyNow : words.readyText },
  ];
  return named.map((stage, i) => ({ ...stage, mark: i < at ? 'done' : i === at ? 'now' : '' }));
}
