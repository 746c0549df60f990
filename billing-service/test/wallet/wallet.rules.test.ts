import { expect } from 'chai';
import {
  type Answer,
  type Book,
  type Charge,
  type ChargeRequest,
  decide,
  maxBalance,
  settle,
} from '../../src/wallet/wallet.rules.js';

const debit = (jobId: number, amount: number, userId = 1): ChargeRequest => ({ kind: 'debit', jobId, userId, amount });
const refund = (jobId: number, userId = 1): ChargeRequest => ({
  kind: 'refund',
  jobId,
  userId,
  reason: 'model_failed',
});
const charge = (state: Charge['state'], amount: number | null = 30): Charge => ({ jobId: 7, userId: 1, amount, state });

describe('the rule of a charge', () => {
  const cases: [string, Charge | undefined, number, ChargeRequest, Answer][] = [
    ['debits a new job', undefined, 100, debit(7, 30), { kind: 'debited', balance: 70 }],
    ['debits the last credit', undefined, 30, debit(7, 30), { kind: 'debited', balance: 0 }],
    ['rejects what is too dear', undefined, 29, debit(7, 30), { kind: 'rejected', reason: 'not_enough_credits' }],
    ['answers a debit again', charge('debited'), 5, debit(7, 30), { kind: 'debited', balance: 5 }],
    [
      'keeps a rejection after a top-up',
      charge('rejected'),
      1000,
      debit(7, 30),
      { kind: 'rejected', reason: 'not_enough_credits' },
    ],
    ['refuses a voided debit', charge('voided', null), 1000, debit(7, 30), { kind: 'rejected', reason: 'voided' }],
    ['refuses a refunded debit', charge('refunded'), 1000, debit(7, 30), { kind: 'rejected', reason: 'voided' }],
    ['refunds a debit', charge('debited'), 5, refund(7), { kind: 'refunded', amount: 30 }],
    ['answers a refund again', charge('refunded'), 35, refund(7), { kind: 'refunded', amount: 30 }],
    ['voids a job without a debit', undefined, 5, refund(7), { kind: 'refunded', amount: 0 }],
    ['voids again', charge('voided', null), 5, refund(7), { kind: 'refunded', amount: 0 }],
    ['gives nothing back for a rejected job', charge('rejected'), 5, refund(7), { kind: 'refunded', amount: 0 }],
  ];
  for (const [name, known, balance, request, answer] of cases) {
    it(name, () => {
      expect(decide(known, balance, request)).to.have.deep.property('answer', answer);
    });
  }

  it('says where the money went', () => {
    expect(decide(undefined, 100, debit(7, 30))).to.have.deep.property('entry', {
      userId: 1,
      jobId: 7,
      amount: -30,
      txType: 'PREDICTION_CHARGE',
      reason: 'Prediction job 7',
      balanceAfter: 70,
    });
    expect(decide(charge('debited'), 70, refund(7))).to.have.deep.property('entry', {
      userId: 1,
      jobId: 7,
      amount: 30,
      txType: 'REFUND',
      reason: 'Refund of prediction job 7: model_failed',
      balanceAfter: 100,
    });
  });

  const faults: [string, Charge, number, ChargeRequest, RegExp][] = [
    ['another amount', charge('debited'), 100, debit(7, 31), /costs 30 credits.*31/],
    ['another amount after a rejection', charge('rejected'), 100, debit(7, 1), /costs 30 credits.*1/],
    ['a debit for another user', charge('debited'), 100, debit(7, 30, 2), /user 1.*user 2/],
    ['a refund for another user', charge('debited'), 100, refund(7, 2), /user 1.*user 2/],
    ['a refund that overfills the wallet', charge('debited'), maxBalance - 29, refund(7), /overfill/],
  ];
  for (const [name, known, balance, request, message] of faults) {
    it(`finds fault with ${name}`, () => {
      const decision = decide(known, balance, request);
      expect(decision).to.have.property('kind', 'fault');
      expect(decision).to.have.property('message').that.matches(message);
    });
  }
});

describe('a batch', () => {
  const book = (balance: number, charges: Charge[] = []): Book => ({
    balances: new Map([[1, balance]]),
    charges: new Map(charges.map((known) => [known.jobId, known])),
  });

  it('charges one wallet in order until the money ends, and goes on with what still fits', () => {
    const { outcomes, balances, entries } = settle(book(100), [debit(1, 60), debit(2, 50), debit(3, 40), debit(4, 1)]);
    expect(outcomes).to.deep.equal([
      { kind: 'debited', balance: 40 },
      { kind: 'rejected', reason: 'not_enough_credits' },
      { kind: 'debited', balance: 0 },
      { kind: 'rejected', reason: 'not_enough_credits' },
    ]);
    expect(balances).to.deep.equal(new Map([[1, 0]]));
    expect(entries.map(({ balanceAfter }) => balanceAfter)).to.deep.equal([40, 0]);
  });

  it('changes nothing for a poison request and settles its neighbours', () => {
    const { outcomes, entries } = settle(book(100, [charge('debited')]), [debit(1, 10), debit(7, 99), debit(2, 10)]);
    expect(outcomes.map(({ kind }) => kind)).to.deep.equal(['debited', 'fault', 'debited']);
    expect(entries.map(({ jobId }) => jobId)).to.deep.equal([1, 2]);
  });

  it('tells new charges from refunds of known ones', () => {
    const { newCharges, refundedJobIds } = settle(book(100, [charge('debited')]), [debit(1, 10), refund(1), refund(7)]);
    expect(newCharges).to.deep.equal([{ jobId: 1, userId: 1, amount: 10, state: 'refunded' }]);
    expect(refundedJobIds).to.deep.equal([7]);
  });
});
