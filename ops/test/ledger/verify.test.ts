import { type Difference, verifyLedger } from '@coincast/ops/ledger/verify-ledger';
import { expect } from 'chai';
import { runOps } from '../run-ops.js';
import { createLedger, type LedgerFixture } from './ledger-fixture.js';

describe('ops ledger verify', function () {
  this.timeout(60_000);
  let ledger: LedgerFixture;
  before(async () => {
    ledger = await createLedger();
  });
  beforeEach(() => ledger.reset());
  after(() => ledger.close());

  const verify = (...args: string[]) => runOps(['ledger', 'verify', '--json', ...args], { POSTGRES_URL: ledger.url });

  it('finds no fault in any state that the system leaves a job in, and counts those on their way', async () => {
    const { code, json } = await verify();
    expect(json.differences).to.deep.equal([]);
    expect(json.unsettled).to.deep.equal([
      { stage: 'DEBITING', jobs: 3, credits: 30 },
      { stage: 'REFUNDING', jobs: 4, credits: 40 },
      { stage: 'RUNNING', jobs: 1, credits: 10 },
    ]);
    expect(json.totals).to.deep.equal({ wallets: 2, credits: 960, entries: 9, jobs: 12 });
    expect([code, json.ok]).to.deep.equal([0, true]);
  });

  it('reads as a table, too', async () => {
    await ledger.sql('UPDATE billing.wallets SET balance = 7 WHERE user_id = 2');
    const { code, out } = await runOps(['ledger', 'verify'], { POSTGRES_URL: ledger.url });
    expect(out).to.match(/1 difference\nkind +user_id .*\nbalance +2 .*entries that add up to 0 +balance 7/);
    expect(code).to.equal(1);
  });

  const entry = (user: number, amount: number, type: string, job: number | string, after: string) =>
    `INSERT INTO billing.ledger_entries (user_id, amount, tx_type, reason, balance_after, job_id)
     VALUES (${user}, ${amount}, '${type}', '', ${after}, ${job})`;
  const balance =
    'UPDATE billing.wallets w SET balance = (SELECT sum(amount) FROM billing.ledger_entries e WHERE e.user_id = w.user_id) WHERE user_id = 1';
  const debit = (job: number) => [entry(1, -10, 'PREDICTION_CHARGE', job, '950'), balance];
  const refund = (job: number) => [entry(1, 10, 'REFUND', job, '970'), balance];

  /** What is done to a ledger in order, and all that has to be found then. */
  const damage: [what: string, statements: string[], found: Partial<Difference>[]][] = [
    [
      'a balance that its entries do not explain',
      ['UPDATE billing.wallets SET balance = balance + 5 WHERE user_id = 1'],
      [{ kind: 'balance', user_id: 1, expected: 'entries that add up to 960', found: 'balance 965' }],
    ],
    [
      'a negative balance',
      ['UPDATE billing.wallets SET balance = -1 WHERE user_id = 2'],
      [{ kind: 'negative_balance', user_id: 2 }],
    ],
    [
      'an entry that was changed',
      ['UPDATE billing.ledger_entries SET amount = 1100 WHERE id = 1'],
      [
        { kind: 'balance', user_id: 1 },
        { kind: 'running_balance', user_id: 1, entry_id: 1 },
      ],
    ],
    [
      'an entry that is gone',
      ['DELETE FROM billing.ledger_entries WHERE id = 2'],
      [
        { kind: 'balance', user_id: 1 },
        { kind: 'running_balance', entry_id: 3 },
        { kind: 'ok_not_charged', job_id: 1 },
      ],
    ],
    [
      'a negative balance on the way',
      ['UPDATE billing.ledger_entries SET balance_after = -1 WHERE id = 9'],
      [{ kind: 'negative_balance', entry_id: 9 }],
    ],
    [
      'a charge without a job',
      [entry(1, -10, 'PREDICTION_CHARGE', 99, '950'), balance],
      [{ kind: 'no_job', job_id: 99, user_id: 1 }],
    ],
    ['a job charged twice', debit(1), [{ kind: 'charged_twice', job_id: 1 }]],
    [
      'an OK job that was never charged',
      ["UPDATE prediction.jobs SET stage = 'OK', error = NULL WHERE id = 3"],
      [{ kind: 'ok_not_charged', job_id: 3 }],
    ],
    ['an OK job that was refunded', refund(1), [{ kind: 'ok_not_charged', job_id: 1 }]],
    ['a failed job that was paid', debit(3), [{ kind: 'error_not_free', job_id: 3 }]],
    ['a refund of a job that was never charged', refund(4), [{ kind: 'error_not_free', job_id: 4 }]],
    ['a refund of a job that still runs', refund(8), [{ kind: 'pending_refunded', job_id: 8 }]],
    [
      'a job that runs unpaid',
      ["UPDATE prediction.jobs SET stage = 'RUNNING' WHERE id = 5"],
      [{ kind: 'running_not_charged', job_id: 5 }],
    ],
    [
      'a charge of another amount',
      ['UPDATE prediction.jobs SET cost = 11 WHERE id = 1'],
      [{ kind: 'wrong_amount', job_id: 1 }],
    ],
    [
      "a charge of somebody else's wallet",
      ['UPDATE prediction.jobs SET user_id = 2 WHERE id = 1'],
      [{ kind: 'wrong_user', job_id: 1, user_id: 2 }],
    ],
    [
      'a charge that is not recorded',
      ['DELETE FROM billing.charges WHERE job_id = 10'],
      [{ kind: 'charge_record', job_id: 10 }],
    ],
    [
      'a record of a charge that was not made',
      ["UPDATE billing.charges SET state = 'debited' WHERE job_id = 7"],
      [{ kind: 'charge_record', job_id: 7 }],
    ],
  ];
  for (const [what, statements, found] of damage) {
    it(`finds ${what}, and nothing else`, async () => {
      for (const statement of statements) await ledger.sql(statement);
      const { differences, differences_total } = await verifyLedger(ledger.client, 10);
      expect(differences).to.have.length(found.length);
      for (const [n, part] of found.entries()) expect(differences[n]).to.include(part);
      expect(differences_total).to.equal(found.length);
    });
  }

  it('lists as many as it is asked for and counts all', async () => {
    await ledger.sql('UPDATE billing.wallets SET balance = balance + 1');
    const { json } = await verify('--limit', '1');
    expect([json.differences.length, json.differences_total, json.ok]).to.deep.equal([1, 2, false]);
  });

  it('says what is wrong with its arguments and its environment, and never shows a password', async () => {
    const wrong = await verify('--limit', '0');
    expect([wrong.code, wrong.err.trim()]).to.deep.equal([2, 'limit must be greater than or equal to 1']);
    const missing = await runOps(['ledger', 'verify']);
    expect(missing.code).to.equal(2);
    expect(missing.err).to.contain('POSTGRES_URL is required');
    const away = await runOps(['ledger', 'verify'], {
      POSTGRES_URL: 'postgres://operator:s3cret@127.0.0.1:1/coincast',
    });
    expect(away.code).to.equal(3);
    expect(away.err)
      .to.match(/ECONNREFUSED/)
      .and.not.contain('s3cret');
  });
});
