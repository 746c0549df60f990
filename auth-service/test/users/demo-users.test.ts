import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { AuthFixture, tokenOf } from '../auth-fixture.js';

const seed = fileURLToPath(new URL('../../src/seed.js', import.meta.url));

describe('seed', () => {
  let fixture: AuthFixture;

  before(async () => {
    fixture = await AuthFixture.create();
    await fixture.db.raw('DELETE FROM users; DELETE FROM outbox_record');
  });
  after(() => fixture.close());

  const runSeed = () => promisify(execFile)(process.execPath, [seed], { env: fixture.env() });

  it('opens the demo accounts once, each with its event, however often it runs', async () => {
    expect((await runSeed()).stdout).to.contain('created demo@user, demo@admin');
    expect((await runSeed()).stdout).to.contain('there already');
    const { rows } = await fixture.db.raw('SELECT id, email, role FROM users ORDER BY id');
    expect(rows.map(({ email, role }: { email: string; role: string }) => [email, role])).to.deep.equal([
      ['demo@user', 'USER'],
      ['demo@admin', 'ADMIN'],
    ]);
    for (const { id } of rows) {
      const events = await fixture.eventsAbout(id);
      expect(events.map(({ type }) => type)).to.deep.equal(['user.registered']);
    }
  });

  it('opens accounts that can log in', async () => {
    const api = await fixture.start();
    await tokenOf(api, 'demo@user', 'user');
    await tokenOf(api, 'demo@admin', 'admin');
  });

  it('says what is wrong with its environment', async () => {
    const failure = await promisify(execFile)(process.execPath, [seed], { env: {} }).catch((error) => error);
    expect(failure.code).to.equal(1);
    expect(failure.stderr).to.match(/DATABASE_URL is required/);
  });
});
