import Joi from 'joi';
import { command } from '../command.js';
import { table } from '../report.js';
import { rabbitVariable, withDeadLetters } from './dead-letters.js';

/** Reading the reasons moves every message of a queue once. */
const mostRead = 10_000;

export const list = command<{ counts?: boolean }>({
  usage: 'list',
  summary: 'counts the dead letters of every queue, with the reasons',
  description: `Lists the queues that have given events up, how many messages rest for each and why, and coincast.unroutable: events that
    no queue wanted, kept for a day. Reading the reasons moves each message to the end of its queue once, all in order;
    --counts only asks for the counts. A queue with more than ${mostRead} messages is only counted.`,
  environment: rabbitVariable,
  alarm: 'something rests among the dead letters',
  options: [['--counts', 'only count']],
  examples: ['ops dead list', 'ops dead list --counts --json'],
  input: Joi.object({ counts: Joi.boolean() }),
  run: ({ counts = false }) =>
    withDeadLetters(async (dead) => {
      const queues = [];
      for (const { queue, messages } of (await dead.backlogs()).filter((one) => one.messages > 0)) {
        const reasons: Record<string, number> = {};
        if (!counts && messages <= mostRead) {
          await dead.walk(queue, ({ reason }) => {
            reasons[reason] = (reasons[reason] ?? 0) + 1;
            return 'keep';
          });
        }
        queues.push({ queue, messages, reasons });
      }
      const rows = queues.map(({ reasons, ...row }) => ({
        ...row,
        events: Object.entries(reasons)
          .map(([reason, count]) => `${count} ${reason}`)
          .join(', '),
      }));
      const alarming = queues.length > 0;
      return { json: { queues }, text: alarming ? table(rows) : 'No dead letters.', alarming };
    }),
});
