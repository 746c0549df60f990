import { requestIdHeader, webTokenHeader } from '@coincast/shared/http';
import type Joi from 'joi';
import { Agent, request } from 'undici';
import {
  type BalanceAnswer,
  balanceAnswer,
  catalogueAnswer,
  type Me,
  type ModelOnSale,
  meAnswer,
  problemAnswer,
  type TokenAnswer,
  type Transaction,
  tokenAnswer,
  transactionsAnswer,
} from './answers.js';
import { ApiRefusal, ApiUnavailable } from './api-errors.js';

export interface GatewayClientOptions {
  base: string;
  /** From the beginning of a call to the end of its answer. */
  timeoutMs: number;
  webToken?: string;
}

/** For whom a call is made. */
export interface Caller {
  requestId: string;
  /** Of the visitor, who is the one to be counted by rate limits. */
  address: string;
}

/** Who calls, and with which right. */
export interface Session extends Caller {
  token: string;
}

export interface TopUp {
  amount: number;
  reason: string;
  /** The same for every sending of one form, so that none is booked twice. */
  idempotencyKey: string;
}

interface Call<Answer> {
  method?: 'GET' | 'POST';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  answer: Joi.Schema<Answer>;
}

const largestAnswerBytes = 4 * 1024 * 1024;
const connectTimeoutMs = 2_000;

/**
 * The public API, as the cabinet uses it.
 * @throws ApiRefusal for a problem of the caller's, ApiUnavailable for everything that is not.
 */
export class GatewayClient {
  private readonly agent: Agent;

  constructor(private readonly options: GatewayClientOptions) {
    this.agent = new Agent({
      connections: 128,
      connect: { timeout: connectTimeoutMs },
      // Shorter than the gateway keeps an idle connection, so that we never write to one that it is closing.
      keepAliveTimeout: 20_000,
      maxResponseSize: largestAnswerBytes,
    });
  }

  register(caller: Caller, email: string, password: string): Promise<TokenAnswer> {
    const path = '/api/auth/register';
    return this.call(caller, { method: 'POST', path, body: { email, password }, answer: tokenAnswer });
  }

  login(caller: Caller, email: string, password: string): Promise<TokenAnswer> {
    const path = '/api/auth/login';
    return this.call(caller, { method: 'POST', path, body: { email, password }, answer: tokenAnswer });
  }

  /** Who the token stands for. */
  me(session: Session): Promise<Me> {
    return this.call(session, { path: '/api/auth/me', answer: meAnswer });
  }

  async balance(session: Session): Promise<number> {
    const path = '/api/account/balance';
    return (await this.call<BalanceAnswer>(session, { path, answer: balanceAnswer })).balance;
  }

  /** Answers the balance after it. */
  async topUp(session: Session, { amount, reason, idempotencyKey }: TopUp): Promise<number> {
    const answer = await this.call<BalanceAnswer>(session, {
      method: 'POST',
      path: '/api/account/top-up',
      body: reason === '' ? { amount } : { amount, reason },
      headers: { 'idempotency-key': idempotencyKey },
      answer: balanceAnswer,
    });
    return answer.balance;
  }

  /** Newest first. @param before only entries with a smaller id. */
  transactions(session: Session, limit: number, before?: number): Promise<Transaction[]> {
    const query = before === undefined ? '' : `&before=${before}`;
    const path = `/api/account/transactions?limit=${limit}${query}`;
    return this.call(session, { path, answer: transactionsAnswer });
  }

  models(caller: Caller): Promise<ModelOnSale[]> {
    return this.call(caller, { path: '/api/models/catalog', answer: catalogueAnswer });
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async call<Answer>(caller: Caller | Session, call: Call<Answer>): Promise<Answer> {
    const { status, body, retryAfter } = await this.send(caller, call);
    if (status >= 500) throw new ApiUnavailable(`it answered ${status}`);
    if (status >= 400) {
      const { value, error } = problemAnswer.validate(body, { stripUnknown: true });
      if (error) throw new ApiUnavailable(`its answer ${status} is no problem document`);
      const seconds = Number(retryAfter);
      throw new ApiRefusal(value, seconds > 0 ? seconds : undefined);
    }
    const { value, error } = call.answer.validate(body, { stripUnknown: true });
    if (error) throw new ApiUnavailable(`its answer to ${call.path} is not as agreed: ${error.message}`);
    return value as Answer;
  }

  private async send(caller: Caller | Session, call: Call<unknown>) {
    const { base, timeoutMs, webToken } = this.options;
    try {
      const { statusCode, headers, body } = await request(base + call.path, {
        dispatcher: this.agent,
        method: call.method ?? 'GET',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/json',
          [requestIdHeader]: caller.requestId,
          ...('token' in caller ? { authorization: `Bearer ${caller.token}` } : {}),
          ...(webToken ? { [webTokenHeader]: webToken, 'x-forwarded-for': caller.address } : {}),
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      const text = await body.text();
      return { status: statusCode, body: text === '' ? undefined : asJson(text), retryAfter: headers['retry-after'] };
    } catch (error) {
      throw new ApiUnavailable(error instanceof Error ? error.message : 'no answer', { cause: error });
    }
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
