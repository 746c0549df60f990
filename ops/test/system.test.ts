import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDatabase } from '@coincast/ops/database';
import { verifyLedger } from '@coincast/ops/ledger/verify-ledger';
import { eventually } from '@coincast/shared/testing';
import { type LaunchedSystem, launchStandalone } from '@coincast/standalone/launch';
import { expect } from 'chai';
import { runOps } from './run-ops.js';

const root = { email: 'root@example.com', password: 'correct horse' };
const ann = { email: 'ann@example.com', password: 'correct horse' };

describe('the operator on a running system', function () {
  this.timeout(120_000);
  let dataDir: string;
  let system: LaunchedSystem;
  let token: string;

  const call = async (path: string, body?: unknown, bearer?: string) => {
    const response = await fetch(`${system.url}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.json() as ReturnType<typeof JSON.parse>;
  };
  const sql = (text: string) => withDatabase((client) => client.query(text), system.adminUrl);
  const ops = (...args: string[]) =>
    runOps([...args, '--json'], {
      POSTGRES_URL: system.adminUrl,
      API_BASE: system.url,
      OPS_EMAIL: root.email,
      OPS_PASSWORD: root.password,
    });

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'coincast-ops-'));
    system = await launchStandalone({
      dataDir,
      env: { LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '0', AUTH_RATE_LIMIT_PER_MINUTE: '0' },
    });
    await call('auth/register', root);
    token = (await call('auth/register', ann)).access_token;
  });
  after(async () => {
    await system?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const topUp = (amount: string, key: string, email = ann.email) =>
    ops('user', 'topup', email, amount, '--reason', 'Invoice 17', '--key', key);

  it('needs an administrator to top a user up', async () => {
    const { code, err } = await topUp('500', 'invoice-17');
    expect(code).to.equal(3);
    expect(err).to.match(/^403 /).and.not.contain(root.password);
    await sql(`UPDATE auth.users SET role = 'ADMIN' WHERE email = '${root.email}'`);
  });

  it('tops a user up once a key, with the reason in the ledger', async () => {
    for (let n = 0; n < 2; n++) {
      const { code, json } = await topUp('500', 'invoice-17');
      expect(code).to.equal(0);
      expect(json).to.include({ email: ann.email, amount: 500, balance: 500 });
    }
    expect((await topUp('501', 'invoice-17')).err).to.match(/^409 /);
    expect((await topUp('5', 'other', 'nobody@example.com')).err.trim()).to.equal(
      'There is no user nobody@example.com',
    );
    const [entry, ...more] = await call('account/transactions', undefined, token);
    expect(more).to.deep.equal([]);
    expect(entry).to.include({ amount: 500, tx_type: 'DEPOSIT', reason: 'Invoice 17' });
  });

  it('refuses what makes no sense before it calls anybody', async () => {
    for (const amount of ['0', '1.5', 'much']) expect((await topUp(amount, 'k')).code).to.equal(2);
    expect((await topUp('5', 'with space')).err.trim()).to.equal(
      'key is 1 to 255 visible ASCII characters, without spaces',
    );
    const { code, err } = await runOps(['user', 'topup', ann.email, '5', '--reason', 'x', '--key', 'k']);
    expect(code).to.equal(2);
    expect(err).to.contain('API_BASE is required').and.contain('OPS_PASSWORD is required');
  });

  it('finds no difference in the ledger while jobs are paid, fail and are refunded', async () => {
    const data = [1, 2, 3].map((day) => ({ timestamp: `2024-01-0${day}`, price: day }));
    const submitted = Promise.all(
      Array.from({ length: 120 }, () => call('predict/', { model_name: 'Demo', data }, token)),
    );
    let done = false;
    void submitted.finally(() => {
      done = true;
    });
    let looked = 0;
    await withDatabase(async (client) => {
      while (!done || looked < 3) {
        const { differences } = await verifyLedger(client, 10);
        expect(differences).to.deep.equal([]);
        looked += 1;
      }
    }, system.adminUrl);
    await submitted;
    await eventually('all is settled', async () => (await ops('ledger', 'verify')).json.unsettled.length === 0);
    const { code, json } = await ops('ledger', 'verify');
    expect([code, json.totals.jobs]).to.deep.equal([0, 120]);
  });

  it('lists the jobs that wait for too long, what for, and where to look', async () => {
    expect((await ops('jobs', 'stuck')).json).to.deep.equal({ total: 0, jobs: [], what_to_do: [] });
    const waits = "deadline_at = now() + interval '1 day', attempts = 3";
    await sql(
      `UPDATE prediction.jobs SET stage = 'RUNNING', finished_at = NULL, created_at = now() - interval '1 hour', ${waits} WHERE id = 1`,
    );
    await sql(
      `UPDATE prediction.jobs SET stage = 'REFUNDING', error = 'timeout', finished_at = now() - interval '10 minutes', ${waits} WHERE id = 2`,
    );
    await sql(
      `UPDATE prediction.jobs SET stage = 'DEBITING', finished_at = NULL, created_at = now(), ${waits} WHERE id = 3`,
    );
    const { code, json } = await ops('jobs', 'stuck');
    expect([code, json.total]).to.deep.equal([1, 2]);
    expect(json.jobs[0]).to.include({ id: 1, stage: 'RUNNING', attempts: 3 });
    expect(json.jobs[0].age_seconds).to.be.within(3_600, 3_700);
    expect(json.jobs[0].waits_for).to.contain('inference.completed');
    expect(json.jobs[1]).to.include({ id: 2, stage: 'REFUNDING', error: 'timeout' });
    expect(json.what_to_do.map(({ stage }: { stage: string }) => stage)).to.deep.equal(['RUNNING', 'REFUNDING']);
    expect((await ops('jobs', 'stuck', '--older', '30m')).json.total).to.equal(1);
    expect((await ops('jobs', 'stuck', '--older', 'soon')).code).to.equal(2);
  });
});
