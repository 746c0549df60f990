import { dataTextsFor } from '@coincast/shared/wording/data-texts';
import { number } from '@coincast/shared/wording/en/words';
import { plural } from '@coincast/shared/wording/formats';

export const transactions = {
  transactions: {
    ...dataTextsFor('en').transactions,
    title: 'Transactions',
    lead: 'Every entry is permanent: corrections are only ever added',
    caption: 'Account transactions, newest first',
    time: 'Time, UTC',
    what: 'Transaction',
    job: 'Job',
    credits: 'Credits',
    balanceAfter: 'Balance after',
    more: 'Show more',
    all: 'Every transaction is shown.',
    empty: 'No transactions yet',
    emptyText: 'Deposits, charges and refunds will stand here.',
    emptyAct: 'Top up',
    allTypes: 'All',
    types: { DEPOSIT: 'Deposits', PREDICTION_CHARGE: 'Charges', REFUND: 'Refunds' },
    filter: 'Filter',
    type: 'Type',
    period: 'Period',
    allTime: 'All time',
    lastDays: (days: number) => `${number(days)} ${plural('en', days, { one: 'day', other: 'days' })}`,
    from: 'From',
    to: 'To',
    apply: 'Show',
    onlyJob: (job: string) => `Job ${job}`,
    anyJob: 'Remove the filter by job',
    csv: 'CSV',
    csvNote: (rows: number) => `The file has what is found here, at most the newest ${number(rows)} entries.`,
    noMatch: 'No such transactions',
    noMatchText: 'Nothing in the ledger matches this filter.',
    clear: 'Clear the filter',
  },
};
