import Joi from 'joi';
import type { Caller, GatewayConnection, Session } from './gateway-connection.js';

export interface TokenAnswer {
  access_token: string;
}

const tokenAnswer = Joi.object<TokenAnswer>({
  access_token: Joi.string()
    .pattern(/^[\w.-]+$/)
    .required(),
});

export interface LinkCode {
  code: string;
  /** ISO 8601, UTC. */
  expires_at: string;
}

// It goes into an address: nothing else may come with it.
const linkCode = Joi.object<LinkCode>({
  code: Joi.string()
    .pattern(/^[\w-]{1,64}$/)
    .required(),
  expires_at: Joi.string().isoDate().required(),
});

export interface User {
  id: number;
  email: string;
  role: 'USER' | 'ADMIN';
  /** ISO 8601, UTC. */
  created_at: string;
}

const user = Joi.object<User>({
  id: Joi.number().integer().required(),
  email: Joi.string().required(),
  role: Joi.string().valid('USER', 'ADMIN').required(),
  created_at: Joi.string().isoDate().required(),
});
const users = Joi.array<User[]>().items(user);

/** Who people are. */
export class AuthApi {
  constructor(private readonly gateway: GatewayConnection) {}

  register(caller: Caller, email: string, password: string): Promise<TokenAnswer> {
    const path = '/api/auth/register';
    return this.gateway.call(caller, { method: 'POST', path, body: { email, password }, answer: tokenAnswer });
  }

  login(caller: Caller, email: string, password: string): Promise<TokenAnswer> {
    const path = '/api/auth/login';
    return this.gateway.call(caller, { method: 'POST', path, body: { email, password }, answer: tokenAnswer });
  }

  /** A code that signs another program in to this account, such as a chat: good for ten minutes and once. */
  createLinkCode(session: Session): Promise<LinkCode> {
    return this.gateway.call(session, { method: 'POST', path: '/api/auth/link-codes', answer: linkCode });
  }

  /** The token of the account whose code it is; `bad_link_code` when it is unknown, used or expired. */
  redeemLinkCode(caller: Caller, code: string): Promise<TokenAnswer> {
    const path = '/api/auth/link-codes/redeem';
    return this.gateway.call(caller, { method: 'POST', path, body: { code }, answer: tokenAnswer });
  }

  me(session: Session): Promise<User> {
    return this.gateway.call(session, { path: '/api/auth/me', answer: user });
  }

  /** For administrators. */
  async findUser(session: Session, email: string): Promise<User | undefined> {
    const path = `/api/auth/users?email=${encodeURIComponent(email)}`;
    const [found] = await this.gateway.call(session, { path, answer: users });
    return found;
  }
}
