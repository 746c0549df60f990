import { inDatabase } from './in-database.js';

/**
 * Makes a user an administrator, as an operator does: there is no way to it through the API. Tokens from before do not
 * carry the right.
 * @param adminUrl the system's database, as a superuser.
 */
export async function promote(adminUrl: string, email: string): Promise<void> {
  await inDatabase(adminUrl, async (client) => {
    const { rowCount } = await client.query("UPDATE auth.users SET role = 'ADMIN' WHERE email = $1", [email]);
    if (rowCount !== 1) throw new Error(`There is no user ${email}`);
  });
}
