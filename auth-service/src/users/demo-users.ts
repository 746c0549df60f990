import type { Db } from '@coincast/shared/database';
import type { Role } from '@coincast/shared/http';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import { createAccount } from './create-account.js';
import { UsersRepository } from './users.repository.js';

const demoUsers: { email: string; password: string; role: Role }[] = [
  { email: 'demo@user', password: 'user', role: 'USER' },
  { email: 'demo@admin', password: 'admin', role: 'ADMIN' },
];

/**
 * Opens the demo accounts, past the rules for new passwords, and answers the e-mails that are new. An account that is
 * there already stays as it is, whoever opened it.
 */
export async function seedDemoUsers(db: Db, passwords: PasswordHasher): Promise<string[]> {
  const users = new UsersRepository();
  const created: string[] = [];
  for (const { email, password, role } of demoUsers) {
    if (await users.findByEmail(db, email)) continue;
    const user = await createAccount(db, { email, passwordHash: await passwords.hash(password), role });
    if (user) created.push(email);
  }
  return created;
}
