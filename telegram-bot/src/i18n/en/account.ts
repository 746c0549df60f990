import { creditsOf, number } from '@coincast/shared/wording/en/words';

export const account = {
  balance: {
    now: (credits: number) => `Your balance: ${creditsOf(credits)}`,
    empty: 'Top up to make a forecast.',
  },
  topUp: {
    choose: 'How many credits? Choose an amount, or send it: /topup 100',
    done: (credits: number, balance: number) => `${creditsOf(credits)} added. Your balance is ${number(balance)}.`,
    badAmount: 'A whole number from 1 to 1,000,000,000 is needed: /topup 100',
    limit: 'The balance would grow too large. Choose a smaller amount.',
  },
  tx: {
    title: 'Transactions',
    utc: 'Newest first, times in UTC',
    /** What stands after an entry. */
    after: (balance: number) => `balance ${number(balance)}`,
    empty: 'No transactions yet. Deposits, charges and refunds will stand here.',
    noMore: 'Nothing older.',
  },
};
