import { number } from '@coincast/shared/wording/en/words';
import { plural } from '@coincast/shared/wording/formats';

export const faults = {
  faults: {
    email: 'This is not an email address. It looks like name@example.com.',
    emailMissing: 'Enter your email.',
    passwordMissing: 'Enter your password.',
    passwordLength: 'From 4 to 1,024 characters.',
    amount: 'A whole number from 1 to 1,000,000,000.',
    balanceLimit: 'The balance would grow too large. Choose a smaller amount.',
    reason: 'At most 200 characters on one line.',
    reasonMissing: 'Say what the credits are for.',
    date: 'A date such as 2026-11-24.',
    period: 'The last day is before the first.',
    tooMany: (seconds: number) =>
      `Too many attempts. Try again in ${number(seconds)} ${plural('en', seconds, { one: 'second', other: 'seconds' })}.`,
    idempotency: 'This form was sent before with another amount. Check the operations, then send it again.',
  },
};
