import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import Joi from 'joi';
import { command } from '../command.js';
import { rabbitVariable, withDeadLetters } from './dead-letters.js';
import type { Letter } from './letter.js';
import {
  isSelected,
  queuesOf,
  reportOn,
  type Selection,
  selectionFields,
  selectionOptions,
  selectionRequired,
} from './selection.js';

export const drop = command<Selection & { yes: true; out: string }>({
  usage: 'drop',
  summary: 'writes dead letters to a file and forgets them',
  description: `Forgets events for good. Each is first written to a new file, whole, one a line of JSON, and the file to the disk. What waits
    for a dropped event asks again by itself (see "ops jobs stuck").`,
  environment: rabbitVariable,
  alarm: 'an event that was named is not among the dead letters',
  options: [
    ...selectionOptions,
    ['--out <file>', 'where they are written; must not exist, readable by its owner only'],
    ['--yes', 'required: it cannot be undone'],
  ],
  examples: ['ops dead drop --event 0190... --out dropped.ndjson --yes'],
  input: selectionRequired(
    Joi.object<Selection & { yes: true; out: string }>({
      ...selectionFields,
      yes: Joi.valid(true).required().messages({ '*': 'nothing is dropped without --yes' }),
      out: Joi.string().required().messages({ 'any.required': 'name a file for what is dropped: --out <file>' }),
    }),
  ),
  run: (input) =>
    withDeadLetters(async (dead) => {
      const selected = isSelected(input);
      const dropped: Letter[] = [];
      const queues = await queuesOf(dead, input);
      const file = openSync(input.out, 'wx', 0o600);
      try {
        for (const queue of queues) {
          await dead.walk(
            queue,
            (letter) => (selected(letter) ? 'drop' : 'keep'),
            (letters) => {
              for (const letter of letters) writeSync(file, `${JSON.stringify(letter)}\n`);
              fsyncSync(file);
              dropped.push(...letters.map((letter) => ({ ...letter, data: null })));
            },
          );
        }
      } finally {
        closeSync(file);
      }
      return reportOn(dropped, input, `dropped, kept in ${input.out}`, { out: input.out });
    }),
});
