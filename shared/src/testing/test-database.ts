import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  bootstrap,
  type Migration,
  migrate,
  type Schema,
  type SchemaUrls,
  schemas,
  urlFor,
} from '../database/index.js';

/** A database of one test file's own, with all schemas and roles. */
export interface TestDatabase {
  urls: Record<Schema, SchemaUrls>;
  /** As a superuser, to look at what no service may see. */
  adminUrl: string;
  drop(): Promise<void>;
}

/** The server that the test command has started. */
export function testPostgresUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `make test`, which brings a Postgres');
  return url;
}

/** Makes a database and runs the given migrations in it. */
export async function createTestDatabase(migrations: Partial<Record<Schema, Migration[]>>): Promise<TestDatabase> {
  const serverUrl = testPostgresUrl();
  const database = `test_${randomBytes(6).toString('hex')}`;
  const passwords = Object.fromEntries(
    schemas.map((schema) => [schema, { owner: `${schema}-owner-test`, service: `${schema}-service-test` }]),
  ) as Record<Schema, { owner: string; service: string }>;
  const urls = await bootstrap({ adminUrl: serverUrl, database, passwords });
  for (const schema of schemas) await migrate(urls[schema].ownerUrl, schema, migrations[schema] ?? []);
  return {
    urls,
    adminUrl: urlFor(serverUrl, { database }),
    drop: async () => {
      const client = new pg.Client({ connectionString: serverUrl });
      await client.connect();
      await client.query(`DROP DATABASE ${client.escapeIdentifier(database)} WITH (FORCE)`);
      await client.end();
    },
  };
}
