import pg from 'pg';

/** The schemas of the system, one a service. */
export const schemas = ['auth', 'billing', 'prediction'] as const;
export type Schema = (typeof schemas)[number];

export interface SchemaPasswords {
  /** Of role `<schema>_owner`, which runs the migrations. */
  owner: string;
  /** Of role `<schema>_service`, which the running service uses. */
  service: string;
}

export interface BootstrapOptions {
  /** A role that may create roles and databases, connected to any existing database. */
  adminUrl: string;
  /** The one database of the system; made when missing. */
  database: string;
  passwords: Record<Schema, SchemaPasswords>;
}

/** Where a service connects: as itself, and as the owner of its schema for migrations. */
export interface SchemaUrls {
  ownerUrl: string;
  serviceUrl: string;
}

/**
 * Makes the database, its schemas and their roles, and sets their passwords; running it again changes nothing else.
 * A service's role reads and writes the rows of its own schema and can touch nothing else; only the owner alters tables.
 */
export async function bootstrap({
  adminUrl,
  database,
  passwords,
}: BootstrapOptions): Promise<Record<Schema, SchemaUrls>> {
  await withClient(adminUrl, async (client) => {
    // Roles belong to the whole server: two bootstraps at once would trip over each other's catalogue rows.
    await client.query("SELECT pg_advisory_lock(hashtext('coincast bootstrap'))");
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
    for (const schema of schemas) {
      await ensureRole(client, `${schema}_owner`, passwords[schema].owner);
      await ensureRole(client, `${schema}_service`, passwords[schema].service);
    }
  });
  await withClient(urlFor(adminUrl, { database }), async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('coincast bootstrap'))");
    await client.query(`REVOKE ALL ON DATABASE ${client.escapeIdentifier(database)} FROM PUBLIC`);
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
    for (const schema of schemas) await ensureSchema(client, database, schema);
  });
  return Object.fromEntries(
    schemas.map((schema) => [
      schema,
      {
        ownerUrl: urlFor(adminUrl, { database, user: `${schema}_owner`, password: passwords[schema].owner }),
        serviceUrl: urlFor(adminUrl, { database, user: `${schema}_service`, password: passwords[schema].service }),
      },
    ]),
  ) as Record<Schema, SchemaUrls>;
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  await client.query(
    `${verb} ROLE ${client.escapeIdentifier(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
  );
}

async function ensureSchema(client: pg.Client, database: string, schema: Schema): Promise<void> {
  const [owner, service, name] = [`${schema}_owner`, `${schema}_service`, schema].map((word) =>
    client.escapeIdentifier(word),
  );
  const db = client.escapeIdentifier(database);
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ${name};
    GRANT CONNECT ON DATABASE ${db} TO ${owner}, ${service};
    GRANT USAGE, CREATE ON SCHEMA ${name} TO ${owner};
    GRANT USAGE ON SCHEMA ${name} TO ${service};
    GRANT ${owner} TO CURRENT_USER;
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${name} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${service};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${name} GRANT USAGE, SELECT ON SEQUENCES TO ${service};
    ALTER ROLE ${owner} IN DATABASE ${db} SET search_path = ${name};
    ALTER ROLE ${service} IN DATABASE ${db} SET search_path = ${name};
  `);
}

/** The same server, another database or role. */
export function urlFor(url: string, change: { database?: string; user?: string; password?: string }): string {
  const changed = new URL(url);
  if (change.database !== undefined) changed.pathname = `/${encodeURIComponent(change.database)}`;
  if (change.user !== undefined) changed.username = encodeURIComponent(change.user);
  if (change.password !== undefined) changed.password = encodeURIComponent(change.password);
  return changed.href;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
