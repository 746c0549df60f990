import { postgresUrl } from '@coincast/shared/config';
import pg from 'pg';
import { environment } from './command.js';

export const postgresVariable = {
  POSTGRES_URL: "the system's database, as a role that may read all its schemas (postgres://...)",
};

/** How values are read. Counts and credits fit a double exactly; a sum of damaged rows may not, and is then shown rounded. */
const numbers = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (numbers.has(oid) ? Number : pg.types.getTypeParser(oid, format)),
};

/** Works on one connection to the system's database, as the operator. */
export async function withDatabase<Result>(
  work: (client: pg.Client) => Promise<Result>,
  url?: string,
): Promise<Result> {
  const connectionString =
    url ?? environment<{ POSTGRES_URL: string }>({ POSTGRES_URL: postgresUrl().required() }).POSTGRES_URL;
  const client = new pg.Client({
    connectionString,
    application_name: 'coincast ops',
    connectionTimeoutMillis: 10_000,
    types,
  });
  // An ended connection fails the query under way, which tells; unheard, the event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Everything that `work` reads is of one moment, however much is written meanwhile; it writes nothing. */
export async function inSnapshot<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await work();
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}
