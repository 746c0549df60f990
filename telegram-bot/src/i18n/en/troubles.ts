import { number } from '@coincast/shared/wording/en/words';
import { plural } from '@coincast/shared/wording/formats';

export const troubles = {
  trouble: {
    unavailable: 'The service does not answer right now. Your data and credits are safe. Try again in a moment.',
    flood: (seconds: number) =>
      `Too many requests. Try again in ${number(seconds)} ${plural('en', seconds, { one: 'second', other: 'seconds' })}.`,
    tooManyMessages: 'Messages come faster than the bot can work on them. Wait for the answers, then go on.',
    internal: 'Something went wrong on our side. Try again.',
    requestId: (id: string) => `Request id: ${id}`,
    refused: (words: string) => `The service refused: ${words}`,
  },
};
