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

export const replay = command<Selection>({
  usage: 'replay',
  summary: 'gives dead letters back to the queue that gave them up',
  description: `Sends events back to the very queue that gave them up, and to no other; its consumer tries each as often as a new one.
    Unroutable events go to the events exchange again. Each leaves the dead letters once the broker has confirmed that it
    holds it in the queue: whatever dies in between, an event comes twice rather than never, and consumers take that.`,
  environment: rabbitVariable,
  alarm: 'an event that was named is not among the dead letters',
  options: selectionOptions,
  examples: ['ops dead replay --queue billing.credits.debit.requested', 'ops dead replay --event 0190... 0191...'],
  input: selectionRequired(Joi.object<Selection>(selectionFields)),
  run: (input) =>
    withDeadLetters(async (dead) => {
      const selected = isSelected(input);
      const replayed: Letter[] = [];
      for (const queue of await queuesOf(dead, input)) {
        await dead.walk(queue, (letter) => {
          if (!selected(letter)) return 'keep';
          replayed.push({ ...letter, data: null });
          return 'replay';
        });
      }
      return reportOn(replayed, input, 'replayed');
    }),
});
