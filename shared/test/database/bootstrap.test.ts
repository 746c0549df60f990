import { expect } from 'chai';
import type { Knex } from 'knex';
import pg from 'pg';
import { bootstrap, type Migration, migrate, type Schema, schemas, urlFor } from '../../src/database/index.js';
import { createTestDatabase, type TestDatabase, testPostgresUrl } from '../../src/testing/index.js';

const things: Migration = {
  name: '001_things',
  up: async (knex: Knex) => {
    await knex.raw('CREATE TABLE things (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)');
  },
};

describe('the bootstrap', () => {
  let testDatabase: TestDatabase;

  before(async () => {
    testDatabase = await createTestDatabase({ auth: [things], billing: [things], prediction: [things] });
  });
  after(() => testDatabase.drop());

  it('lets a service read and write its own rows', async () => {
    for (const schema of schemas) {
      const { serviceUrl } = testDatabase.urls[schema];
      await query(serviceUrl, "INSERT INTO things (name) VALUES ('one')");
      await query(serviceUrl, "UPDATE things SET name = 'two'");
      expect((await query(serviceUrl, 'SELECT name FROM things')).rows).to.deep.equal([{ name: 'two' }]);
      await query(serviceUrl, 'DELETE FROM things');
    }
  });

  for (const schema of schemas) {
    for (const other of schemas.filter((name) => name !== schema)) {
      it(`lets neither role of ${schema} touch ${other}`, async () => {
        const { serviceUrl, ownerUrl } = testDatabase.urls[schema];
        for (const url of [serviceUrl, ownerUrl]) {
          expect(await sqlStateOf(url, `SELECT * FROM ${other}.things`)).to.equal('42501');
          expect(await sqlStateOf(url, `INSERT INTO ${other}.things (name) VALUES ('x')`)).to.equal('42501');
          expect(await sqlStateOf(url, `CREATE TABLE ${other}.mine (id int)`)).to.equal('42501');
          expect(await sqlStateOf(url, `SET ROLE ${other}_owner`)).to.equal('42501');
        }
      });
    }

    it(`lets the service of ${schema} change no table and make none`, async () => {
      const { serviceUrl } = testDatabase.urls[schema];
      expect(await sqlStateOf(serviceUrl, 'ALTER TABLE things ADD COLUMN extra text')).to.equal('42501');
      expect(await sqlStateOf(serviceUrl, 'DROP TABLE things')).to.equal('42501');
      expect(await sqlStateOf(serviceUrl, 'CREATE TABLE mine (id int)')).to.equal('42501');
      expect(await sqlStateOf(serviceUrl, 'CREATE TABLE public.mine (id int)')).to.equal('42501');
    });
  }

  it('changes nothing when it runs again, alone or beside another', async () => {
    await query(testDatabase.urls.auth.serviceUrl, "INSERT INTO things (name) VALUES ('kept')");
    const again = () => bootstrap({ adminUrl: testPostgresUrl(), database: databaseName(), passwords: passwords() });
    const [urls] = await Promise.all([again(), again()]);
    expect(urls).to.deep.equal(testDatabase.urls);
    expect((await query(urls.auth.serviceUrl, 'SELECT name FROM things')).rows).to.deep.equal([{ name: 'kept' }]);
  });

  it('migrates once, whoever comes first', async () => {
    const { ownerUrl } = testDatabase.urls.billing;
    const more: Migration = {
      name: '002_more',
      up: async (knex: Knex) => {
        await knex.raw('ALTER TABLE things ADD COLUMN more text');
      },
    };
    const runs = await Promise.all([1, 2, 3].map(() => migrate(ownerUrl, 'billing', [things, more])));
    expect(runs.flat()).to.deep.equal(['002_more']);
  });

  it('escapes what stands in names and passwords', () => {
    const url = urlFor('postgres://a:b@host:1/db', { user: 'm@x', password: 'p/:?#', database: 'd b' });
    expect(url).to.equal('postgres://m%40x:p%2F%3A%3F%23@host:1/d%20b');
  });

  const databaseName = () => new URL(testDatabase.adminUrl).pathname.slice(1);
  const passwords = () =>
    Object.fromEntries(
      schemas.map((schema) => {
        const { ownerUrl, serviceUrl } = testDatabase.urls[schema];
        return [schema, { owner: new URL(ownerUrl).password, service: new URL(serviceUrl).password }];
      }),
    ) as Record<Schema, { owner: string; service: string }>;
});

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

async function sqlStateOf(url: string, sql: string): Promise<string | undefined> {
  try {
    await query(url, sql);
    return undefined;
  } catch (error) {
    return error instanceof pg.DatabaseError ? error.code : String(error);
  }
}
