import { Batcher } from '@coincast/shared/batching';
import { serviceTokenHeader } from '@coincast/shared/http';
import type { Logger } from '@coincast/shared/observability';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import Joi from 'joi';
import { Pool } from 'undici';
import { type PredictionConfig, predictionConfig } from '../config.js';
import { serviceLogger } from '../logger.js';

/** After a failed check, none is tried for so long: while billing is away, submits must not wait for it. */
const restAfterFailureMs = 1_000;
const maxUsersPerCheck = 500;
/** Under load a few more submits share a request; a client alone never waits for it. */
const paceMs = 15;

const answerSchema = Joi.object<{ balances: Record<string, number> }>({
  balances: Joi.object().pattern(Joi.string(), Joi.number().integer()).required(),
}).unknown();

interface Asker {
  userId: number;
  traceparent: string | undefined;
}

/** Asks billing for balances, those of concurrent submits in one request. */
@Injectable()
export class BillingClient implements OnApplicationShutdown {
  private readonly pool: Pool;
  private readonly checks: Batcher<Asker, number | null>;
  private restUntilMs = 0;

  constructor(
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    @Inject(serviceLogger) private readonly logger: Logger,
  ) {
    this.pool = new Pool(config.BILLING_URL, { connections: 2, pipelining: 1, keepAliveTimeout: 60_000 });
    this.checks = new Batcher((askers) => this.check(askers), { maxSize: maxUsersPerCheck, paceMs });
  }

  /**
   * A user's credits now; null when billing does not say so in time. It is a courtesy to the user, not the payment:
   * the debit decides.
   * @param traceparent of the request that wants to know.
   */
  balanceOf(userId: number, traceparent?: string): Promise<number | null> {
    return Date.now() < this.restUntilMs ? Promise.resolve(null) : this.checks.add({ userId, traceparent });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  private async check(askers: Asker[]): Promise<(number | null)[]> {
    const userIds = askers.map(({ userId }) => userId);
    if (Date.now() < this.restUntilMs) return userIds.map(() => null);
    try {
      const balances = await this.fetchBalances([...new Set(userIds)], askers[0]?.traceparent);
      // Billing knows every wallet; without one there is nothing to spend.
      return userIds.map((userId) => balances[String(userId)] ?? 0);
    } catch (error) {
      this.restUntilMs = Date.now() + restAfterFailureMs;
      this.logger.warn({ err: error }, 'balances could not be checked, the debit will decide');
      return userIds.map(() => null);
    }
  }

  /** @param traceparent one of theirs: a request belongs to one trace. */
  private async fetchBalances(userIds: number[], traceparent: string | undefined): Promise<Record<string, number>> {
    const { statusCode, body } = await this.pool.request({
      method: 'POST',
      path: `${new URL(this.config.BILLING_URL).pathname.replace(/\/$/, '')}/internal/balances`,
      headers: {
        'content-type': 'application/json',
        [serviceTokenHeader]: this.config.INTERNAL_TOKEN,
        ...(traceparent ? { traceparent } : {}),
      },
      body: JSON.stringify({ user_ids: userIds }),
      signal: AbortSignal.timeout(this.config.BALANCE_CHECK_TIMEOUT_MS),
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`billing answered ${statusCode}`);
    }
    const { value, error } = answerSchema.validate(await body.json());
    if (error) throw error;
    return value.balances;
  }
}
