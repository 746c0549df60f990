import Joi from 'joi';
import { OpsError, plural, type Report, table } from '../report.js';
import type { DeadLetters } from './dead-letters.js';
import type { Letter } from './letter.js';

/** Which letters a command is for. */
export interface Selection {
  queue?: string;
  event?: string[];
  all?: boolean;
}

export const selectionOptions = [
  ['--queue <name>', 'those of this queue: the one that gave them up, without .dead, or coincast.unroutable'],
  ['--event <id...>', 'these events, by their ids'],
  ['--all', 'all of them'],
] as const;

export const selectionFields = {
  queue: Joi.string()
    .max(255)
    .pattern(/\.dead$/, { invert: true })
    .messages({ 'string.pattern.invert.base': 'queue is the name without .dead' }),
  event: Joi.array().items(Joi.string().max(100)),
  all: Joi.boolean(),
};

/** Nothing is replayed or dropped that was not named. */
export const selectionRequired = <Input extends Selection>(schema: Joi.ObjectSchema<Input>): Joi.ObjectSchema<Input> =>
  schema.or('queue', 'event', 'all').messages({ 'object.missing': 'name what is meant: --queue, --event or --all' });

export const isSelected =
  ({ event }: Selection) =>
  ({ id }: Letter): boolean =>
    event === undefined || (id !== null && event.includes(id));

/** The queues to walk over: those of the selection at which something rests. */
export async function queuesOf(dead: DeadLetters, { queue }: Selection): Promise<string[]> {
  if (queue === undefined)
    return (await dead.backlogs()).filter(({ messages }) => messages > 0).map((one) => one.queue);
  if ((await dead.count(queue)) === undefined) throw new OpsError(`The broker has no dead letters of a queue ${queue}`);
  return [queue];
}

/**
 * What a walk came to: how many events of each queue, and which of those that were named are nowhere.
 * @param said what was done to them: `replayed`
 * @param more for programs
 */
export function reportOn(
  done: readonly Letter[],
  { event = [] }: Selection,
  said: string,
  more: Record<string, unknown> = {},
): Report {
  const names = [...new Set(done.map(({ queue }) => queue))];
  const ids = new Set(done.map(({ id }) => id));
  const queues = names.map((queue) => ({ queue, events: done.filter((letter) => letter.queue === queue).length }));
  const missing = event.filter((id) => !ids.has(id));
  const lines = [`${plural(done.length, 'event')} ${said}`, table(queues), ...missing.map((id) => `not found: ${id}`)];
  return {
    json: { events: done.length, queues, not_found: missing, ...more },
    text: lines.filter(Boolean).join('\n'),
    alarming: missing.length > 0,
  };
}
