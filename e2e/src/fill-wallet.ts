import { inDatabase } from './in-database.js';

/**
 * Gives a user's wallet so many credits that no entry of the ledger tells of.
 * @param adminUrl the system's database, as a superuser.
 */
export async function fillWallet(adminUrl: string, email: string, credits: number): Promise<void> {
  await inDatabase(adminUrl, async (client) => {
    const { rowCount } = await client.query(
      'UPDATE billing.wallets SET balance = $2 WHERE user_id = (SELECT id FROM auth.users WHERE email = $1)',
      [email, credits],
    );
    if (rowCount !== 1) throw new Error(`${email} has no wallet`);
  });
}
