import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Schema, schemas, urlFor } from '@coincast/shared/database';
import { createTestDatabase, type TestDatabase, testPostgresUrl } from '@coincast/shared/testing';
import { expect } from 'chai';
import pg from 'pg';

const run = promisify(execFile);
const entryPoint = fileURLToPath(new URL('../src/bootstrap.js', import.meta.url));

describe('the bootstrap command', () => {
  let existing: TestDatabase;
  const database = `test_bootstrap_${process.pid}`;
  before(async () => {
    existing = await createTestDatabase({});
  });
  after(async () => {
    await existing?.drop();
    await withClient(testPostgresUrl(), (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`));
  });

  // With the passwords that the roles have already: they belong to the whole server, and other tests use them meanwhile.
  const url = (schema: Schema, role: 'ownerUrl' | 'serviceUrl') => urlFor(existing.urls[schema][role], { database });
  const environment = () => ({
    ...process.env,
    ADMIN_DATABASE_URL: testPostgresUrl(),
    ...Object.fromEntries(
      schemas.flatMap((schema) => [
        [`${schema.toUpperCase()}_OWNER_DATABASE_URL`, url(schema, 'ownerUrl')],
        [`${schema.toUpperCase()}_DATABASE_URL`, url(schema, 'serviceUrl')],
      ]),
    ),
  });
  const failureOf = (change: Record<string, string>) =>
    run(process.execPath, [entryPoint], { env: { ...environment(), ...change } }).then(
      () => '',
      (error: { code: number; stderr: string }) => `${error.code} ${error.stderr}`,
    );

  it('makes what the given URLs open, and again changes nothing', async () => {
    for (const _ of ['first', 'again']) {
      const { stdout } = await run(process.execPath, [entryPoint], { env: environment() });
      expect(stdout).to.equal(`Database ${database} has its schemas and roles: ${schemas.join(', ')}\n`);
    }
    for (const schema of schemas) {
      await withClient(url(schema, 'ownerUrl'), (client) => client.query('CREATE TABLE things (id int)'));
      await withClient(url(schema, 'serviceUrl'), (client) => client.query('INSERT INTO things VALUES (1)'));
    }
  });

  it('says what is wrong with the URLs, without a password, and fails', async () => {
    expect(await failureOf({ ADMIN_DATABASE_URL: '' })).to.match(/^1 .*ADMIN_DATABASE_URL is required/s);
    const swapped = await failureOf({ AUTH_DATABASE_URL: url('auth', 'ownerUrl') });
    expect(swapped).to.match(/^1 .*AUTH_DATABASE_URL must be for user auth_service/s);
    expect(swapped).not.to.include('owner-test');
    const elsewhere = urlFor(url('billing', 'serviceUrl'), { database: 'elsewhere' });
    expect(await failureOf({ BILLING_DATABASE_URL: elsewhere })).to.match(/several databases: .*elsewhere/);
    expect(await failureOf({ BILLING_DATABASE_URL: urlFor(url('billing', 'serviceUrl'), { password: '' }) })).to.match(
      /BILLING_DATABASE_URL has no password/,
    );
  });
});

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
