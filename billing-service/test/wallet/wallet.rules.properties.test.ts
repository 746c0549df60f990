import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Answer,
  type Charge,
  type ChargeRequest,
  type Fault,
  type JobEntry,
  settle,
} from '../../src/wallet/wallet.rules.js';

const debit = (jobId: number, amount: number, userId: number): ChargeRequest => ({
  kind: 'debit',
  jobId,
  userId,
  amount,
});
const refund = (jobId: number, userId: number): ChargeRequest => ({
  kind: 'refund',
  jobId,
  userId,
  reason: 'model_failed',
});

describe('charges in any order, number and duplication', () => {
  const userOf = (jobId: number) => 1 + (jobId % 3);
  const priceOf = (jobId: number) => 1 + ((jobId * 37) % 60);
  const requests = fc.array(
    fc
      .tuple(fc.boolean(), fc.integer({ min: 1, max: 12 }))
      .map(([isDebit, jobId]) =>
        isDebit ? debit(jobId, priceOf(jobId), userOf(jobId)) : refund(jobId, userOf(jobId)),
      ),
    { maxLength: 60 },
  );
  const opening = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 3, maxLength: 3 });

  interface World {
    balances: Map<number, number>;
    charges: Map<number, Charge>;
    entries: JobEntry[];
    outcomes: (Answer | Fault)[];
  }

  /** Settles the requests in batches of the given size, carrying over exactly what the database would keep. */
  function run(balances: readonly number[], all: readonly ChargeRequest[], batchSize: number): World {
    const world: World = {
      balances: new Map(balances.map((balance, i) => [i + 1, balance])),
      charges: new Map(),
      entries: [],
      outcomes: [],
    };
    for (let i = 0; i < all.length; i += batchSize) {
      const settlement = settle(world, all.slice(i, i + batchSize));
      for (const [userId, balance] of settlement.balances) world.balances.set(userId, balance);
      for (const fresh of settlement.newCharges) world.charges.set(fresh.jobId, fresh);
      for (const jobId of settlement.refundedJobIds) {
        const known = world.charges.get(jobId);
        if (known) world.charges.set(jobId, { ...known, state: 'refunded' });
      }
      world.entries.push(...settlement.entries);
      world.outcomes.push(...settlement.outcomes);
    }
    return world;
  }

  it('never overdraw, and each balance is the sum of its entries', () => {
    fc.assert(
      fc.property(opening, requests, (balances, all) => {
        const world = run(balances, all, 7);
        const running = new Map(balances.map((balance, i) => [i + 1, balance]));
        for (const { userId, amount, balanceAfter } of world.entries) {
          running.set(userId, (running.get(userId) ?? 0) + amount);
          expect(balanceAfter).to.equal(running.get(userId)).and.to.be.at.least(0);
        }
        expect(world.balances).to.deep.equal(running);
      }),
    );
  });

  it('charge a job at most once and refund it at most once, only after its charge', () => {
    fc.assert(
      fc.property(opening, requests, (balances, all) => {
        const world = run(balances, all, 5);
        for (const { jobId, state } of world.charges.values()) {
          const kinds = world.entries.filter((entry) => entry.jobId === jobId).map(({ txType }) => txType);
          const expected = {
            debited: ['PREDICTION_CHARGE'],
            refunded: ['PREDICTION_CHARGE', 'REFUND'],
            voided: [],
            rejected: [],
          };
          expect(kinds).to.deep.equal(expected[state]);
        }
      }),
    );
  });

  it('end the same however they are cut into batches', () => {
    fc.assert(
      fc.property(opening, requests, fc.integer({ min: 2, max: 60 }), (balances, all, batchSize) => {
        expect(run(balances, all, batchSize)).to.deep.equal(run(balances, all, 1));
      }),
    );
  });

  it('answer a refunded job free for ever, and a rejected one rejected for ever', () => {
    fc.assert(
      fc.property(opening, requests, (balances, all) => {
        const { outcomes } = run(balances, all, 9);
        const ended = new Map<number, Answer | Fault>();
        all.forEach(({ kind, jobId }, i) => {
          const outcome = outcomes[i];
          if (kind === 'debit' && ended.has(jobId)) expect(outcome).to.have.property('kind', 'rejected');
          if (outcome?.kind === 'rejected' || outcome?.kind === 'refunded') ended.set(jobId, outcome);
        });
      }),
    );
  });

  it('get the same answer to every refund of a job', () => {
    fc.assert(
      fc.property(opening, requests, (balances, all) => {
        const { outcomes } = run(balances, all, 4);
        const firsts = new Map<number, Answer | Fault | undefined>();
        all.forEach(({ kind, jobId }, i) => {
          if (kind !== 'refund') return;
          if (firsts.has(jobId)) expect(outcomes[i]).to.deep.equal(firsts.get(jobId));
          else firsts.set(jobId, outcomes[i]);
        });
      }),
    );
  });
});
