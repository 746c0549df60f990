import { expect } from 'chai';
import fc from 'fast-check';
import { asQuery, filterAddress, readTransactionFilter } from '../src/pages/transaction-filter.rules.js';

describe('rules of the transaction list', () => {
  const days = fc
    .date({ min: new Date('1000-01-01'), max: new Date('9999-12-30'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const filters = fc.record(
    {
      type: fc.constantFrom('DEPOSIT' as const, 'PREDICTION_CHARGE' as const, 'REFUND' as const),
      job: fc.integer({ min: 1, max: 1e15 - 1 }),
      from: days,
      to: days,
    },
    { requiredKeys: [] },
  );

  it('an address reads back as the filter it was made of', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const { searchParams } = new URL(filterAddress('/tx', filter, 5), 'http://localhost');
        const read = readTransactionFilter(Object.fromEntries(searchParams));
        expect(read.filter).to.deep.equal(filter);
        expect(read.faults.has('order')).to.equal(Boolean(filter.from && filter.to && filter.to < filter.from));
      }),
    );
  });

  it('the end that the API gets is the begin of the day after the last', () => {
    fc.assert(
      fc.property(days, (to) => {
        const end = asQuery({ to }).to ?? '';
        expect(Date.parse(end) - Date.parse(to)).to.equal(86_400_000);
        expect(end).to.match(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });

  it('whatever stands in an address is understood or named as a fault', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('type', 'job', 'from', 'to'), fc.anything()), (query) => {
        const { filter, faults } = readTransactionFilter(query);
        for (const [name, value] of Object.entries(query)) {
          if (value === '' || value === undefined || value === null) continue;
          const isUnderstood = Object.entries(filter).some(([key, read]) => key === name && String(read) === value);
          expect(isUnderstood || [...faults].some((fault) => fault === name)).to.equal(true);
        }
      }),
    );
  });
});
