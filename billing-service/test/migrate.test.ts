import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@coincast/shared/testing';
import { expect } from 'chai';
import { asAdmin } from './billing-fixture.js';

const run = promisify(execFile);
const entryPoint = fileURLToPath(new URL('../src/migrate.js', import.meta.url));

describe('the migrate command', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase({});
  });

  after(() => database?.drop());

  it('brings the schema up to date, and again does nothing', async () => {
    const env = { ...process.env, MIGRATION_DATABASE_URL: database.urls.billing.ownerUrl };
    expect((await run(process.execPath, [entryPoint], { env })).stdout).to.match(/ran 001_wallets/);
    expect((await run(process.execPath, [entryPoint], { env })).stdout).to.match(/up to date/);
    expect((await asAdmin(database, 'SELECT count(*) FROM billing.wallets')).rows).to.deep.equal([{ count: 0 }]);
  });

  it('says what it lacks and fails', async () => {
    const env = { ...process.env, MIGRATION_DATABASE_URL: '' };
    const failure = await run(process.execPath, [entryPoint], { env }).catch((error: unknown) => error);
    expect(failure)
      .to.include({ code: 1 })
      .and.to.have.property('stderr')
      .that.matches(/MIGRATION_DATABASE_URL/);
  });
});
