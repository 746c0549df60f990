import { type Db, prepared } from '@coincast/shared/database';
import type { Role } from '@coincast/shared/http';
import { Injectable } from '@nestjs/common';

export interface User {
  id: number;
  /** Normalised. */
  email: string;
  role: Role;
  created_at: Date;
}

/** With what must stay inside auth-service. */
export interface UserWithHash extends User {
  password_hash: string;
}

export interface NewUser {
  /** Normalised. */
  email: string;
  passwordHash: string;
  role: Role;
}

@Injectable()
export class UsersRepository {
  /** The new user, or undefined when the e-mail is taken, also by a registration that commits at this moment. */
  async insert(trx: Db, { email, passwordHash, role }: NewUser): Promise<User | undefined> {
    const [user] = await prepared<User>(
      trx,
      'users_insert',
      `INSERT INTO users (email, password_hash, role) VALUES (?, ?, ?)
       ON CONFLICT (email) DO NOTHING RETURNING id, email, role, created_at`,
      [email, passwordHash, role],
    );
    return user;
  }

  async findByEmail(db: Db, email: string): Promise<UserWithHash | undefined> {
    const [user] = await prepared<UserWithHash>(
      db,
      'users_by_email',
      'SELECT id, email, password_hash, role, created_at FROM users WHERE email = ?',
      [email],
    );
    return user;
  }

  async findById(db: Db, id: number): Promise<User | undefined> {
    const [user] = await prepared<User>(
      db,
      'users_by_id',
      'SELECT id, email, role, created_at FROM users WHERE id = ?',
      [id],
    );
    return user;
  }
}
