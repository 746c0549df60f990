import { Client } from 'pg';

/** Does what only operators do. @param adminUrl the system's database, as a superuser. */
export async function inDatabase(adminUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
