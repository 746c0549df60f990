import { type Db, database } from '@coincast/shared/database';
import { Problem } from '@coincast/shared/http';
import { OutboxRelay } from '@coincast/shared/messaging';
import type { Logger } from '@coincast/shared/observability';
import { Inject, Injectable } from '@nestjs/common';
import { logger } from '../logger.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { LoginThrottle } from '../throttling/login-throttle.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { createAccount } from './create-account.js';
import { isEmail } from './email.js';
import { type User, UsersRepository } from './users.repository.js';
import type { Credentials } from './users.schemas.js';

@Injectable()
export class UsersService {
  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(logger) private readonly log: Logger,
    private readonly users: UsersRepository,
    private readonly passwords: PasswordHasher,
    private readonly tokens: TokenIssuer,
    private readonly throttle: LoginThrottle,
    private readonly relay: OutboxRelay,
  ) {}

  /**
   * Opens an account and answers its first access token.
   * @throws Problem `email_taken`; `unavailable` when too many passwords wait to be hashed.
   */
  async register({ email, password }: Credentials, traceparent: string | undefined): Promise<string> {
    // Looked at first, so that a taken e-mail costs no hash; the insert decides.
    const taken = await this.users.findByEmail(this.db, email);
    const user = taken
      ? undefined
      : await createAccount(
          this.db,
          { email, passwordHash: await this.passwords.hash(password), role: 'USER' },
          traceparent,
        );
    if (!user) throw new Problem('email_taken', 'Email already registered');
    this.relay.wake();
    this.log.info({ user_id: user.id }, 'user registered');
    return this.tokens.issue(user);
  }

  /**
   * Answers an access token. A wrong password and an account that does not exist cannot be told apart, by time neither.
   * @param address the client's, under which its failures are counted.
   * @throws Problem `bad_credentials`; `too_many_requests` after too many failures; `unavailable` as above.
   */
  async login({ email, password }: Credentials, address: string): Promise<string> {
    const user = await this.throttle.attempt({ email, address }, async () => {
      const account = isEmail(email) ? await this.users.findByEmail(this.db, email) : undefined;
      return (await this.passwords.verify(password, account?.password_hash)) ? account : undefined;
    });
    if (!user) throw new Problem('bad_credentials', 'Bad credentials');
    return this.tokens.issue(user);
  }

  async findByEmail(email: string): Promise<User | undefined> {
    return isEmail(email) ? this.users.findByEmail(this.db, email) : undefined;
  }

  /** @throws Problem `not_signed_in` when the token's user is gone. */
  async findById(id: number): Promise<User> {
    const user = await this.users.findById(this.db, id);
    if (!user) throw new Problem('not_signed_in', 'This account does not exist any more.');
    return user;
  }
}
