import type { BalanceSummary } from '@coincast/shared/chart/balance-chart';
import { creditWord, number, rowWord } from '@coincast/shared/wording/en/words';
import { plural } from '@coincast/shared/wording/formats';

export const balance = {
  balance: {
    title: 'Balance',
    lead: (credits: number | undefined) =>
      credits === undefined
        ? 'Credits pay for the valid rows of a forecast'
        : `${number(credits)} ${plural('en', credits, { one: 'credit pays', other: 'credits pay' })} for one valid row of a forecast`,
    summary: 'Summary',
    available: 'Available',
    buys: (rows: number) => `Enough for ≈ ${number(rows)} ${rowWord(rows)} of a series`,
    empty: 'Top up to make a forecast',
    last: 'Last operation',
    none: 'None yet',
    chart: 'Balance over time',
    chartDescription: ({ from, to, lowest, highest, now }: BalanceSummary) =>
      `From ${from} to ${to}: between ${lowest} and ${highest}, now ${now} credits.`,
    recent: 'Recent transactions',
    all: 'All transactions',
    topUp: 'Top up',
    howMany: 'How many credits',
    other: 'Or another amount',
    otherHint: 'A whole number above zero',
    note: 'Note',
    noteExample: 'For example, an invoice number',
    now: 'Now',
    after: 'After',
    add: 'Add',
    addPlain: 'Top up',
    done: (credits: number) => `${number(credits)} ${creditWord(credits)} added`,
    doneText: (balance: number) => `Your balance is ${number(balance)}.`,
    short: (credits: number) => `You are ${number(credits)} ${creditWord(credits)} short`,
    shortBack: 'The missing amount is filled in below. After the top-up you are taken back.',
    shortText: 'The missing amount is filled in below.',
  },
};
