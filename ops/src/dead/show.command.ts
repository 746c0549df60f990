import Joi from 'joi';
import { command } from '../command.js';
import { OpsError } from '../report.js';
import { rabbitVariable, withDeadLetters } from './dead-letters.js';
import { type Letter, shortened } from './letter.js';
import { isSelected, queuesOf, type Selection, selectionFields, selectionOptions } from './selection.js';

const mostWalked = 100_000;

export const show = command<Selection & { limit: number }>({
  usage: 'show',
  summary: 'shows dead letters and leaves them where they are',
  description: `Shows the oldest dead letters, of all queues or of those named, with their data; a series is told by its length. Nothing is
    lost and the order stays: each message of a queue moves to its end once. A queue with more than ${mostWalked} messages is
    not read.`,
  environment: rabbitVariable,
  options: [...selectionOptions, ['--limit <n>', 'at most n of each queue (default 10)']],
  examples: ['ops dead show --queue billing.credits.debit.requested', 'ops dead show --event 0190... --json'],
  input: Joi.object({ ...selectionFields, limit: Joi.number().integer().min(1).max(1_000).default(10) }),
  run: (input) =>
    withDeadLetters(async (dead) => {
      const selected = isSelected(input);
      const letters: Letter[] = [];
      for (const queue of await queuesOf(dead, input)) {
        if (((await dead.count(queue)) ?? 0) > mostWalked)
          throw new OpsError(`More than ${mostWalked} rest for ${queue}`);
        const until = letters.length + input.limit;
        await dead.walk(queue, (letter) => {
          if (letters.length < until && selected(letter)) letters.push({ ...letter, data: shortened(letter.data) });
          return 'keep';
        });
      }
      const text = letters.map(({ data, ...facts }) => {
        const lines = Object.entries(facts).map(([name, value]) => `${name.padEnd(8)} ${value ?? '-'}`);
        return [...lines, `data     ${JSON.stringify(data)}`].join('\n');
      });
      return { json: { letters }, text: text.length > 0 ? text.join('\n\n') : 'No dead letters.' };
    }),
});
