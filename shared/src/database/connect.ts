import knexModule, { type Knex } from 'knex';
import pg from 'pg';

const int8 = 20;
// Ids and credits fit a double exactly: tables keep them below 2^53.
pg.types.setTypeParser(int8, Number);

export type { Knex } from 'knex';

/** A database handle or a transaction of it; repository methods take one explicitly. */
export type Db = Knex;

export interface DatabaseOptions {
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Most connections of this process. */
  poolSize: number;
}

/** Opens a pool on one service's own database role. Connections are made when first needed. */
export function connectDatabase(url: string, { applicationName, poolSize }: DatabaseOptions): Db {
  return knexModule({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 120_000,
      keepAlive: true,
    },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 10_000,
    // An error's message would show the values of the statement that failed.
    compileSqlOnError: false,
    // Errors reach the caller, who logs them; knex would print them beside the log.
    log: { warn: () => {}, error: () => {} },
  });
}

/** `?` as `$1`, `$2` ...: knex's notation as the server's, once a text. */
const numbered = new Map<string, string>();

/**
 * Runs one statement that the server plans once a connection (a named, prepared statement). It goes to the pool's or
 * transaction's connection itself: knex's own way through a query costs three times the statement's processor time.
 * @param name unique for the text, at most 63 characters.
 * @param sql with a `?` for each binding, and no other question mark.
 */
export async function prepared<Row>(db: Db, name: string, sql: string, bindings: readonly unknown[]): Promise<Row[]> {
  const text = numberedPlaceholders(sql);
  const connection: pg.Client = await db.client.acquireConnection();
  try {
    const { rows } = await connection.query({ name, text, values: [...bindings] });
    return rows;
  } finally {
    await db.client.releaseConnection(connection);
  }
}

export function numberedPlaceholders(sql: string): string {
  const known = numbered.get(sql);
  if (known !== undefined) return known;
  let count = 0;
  const text = sql.replace(/\?/g, () => `$${++count}`);
  numbered.set(sql, text);
  return text;
}
