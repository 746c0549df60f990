import { Controller, Get, Inject, Optional, Res, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  type HealthIndicatorFunction,
  type HealthIndicatorResult,
  HealthIndicatorService,
} from '@nestjs/terminus';
import type { Response } from 'express';
import type { Db } from '../database/connect.js';
import { database } from '../database/database-token.js';
import { MessagingHealth } from '../messaging/messaging-health.js';
import { cachedReading } from '../observability/index.js';
import { readinessOf, statusOf } from './readiness.js';

const databaseLimitMs = 2_000;

/**
 * Tells an orchestrator whether this process lives, and whether it should get work. `database`: it answers. `broker`:
 * events can be sent, and every handler of ours receives them.
 */
@Controller('health')
export class HealthController {
  private readonly indicators: HealthIndicatorFunction[];

  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) indicator: HealthIndicatorService,
    @Optional() @Inject(database) db: Db | undefined,
    @Optional() @Inject(MessagingHealth) messaging: MessagingHealth | undefined,
  ) {
    const say = (name: string, isUp: boolean) => (isUp ? indicator.check(name).up() : indicator.check(name).down());
    const answers = db && cachedReading(() => db.raw('SELECT 1'), { believedMs: 0, limitMs: databaseLimitMs });
    this.indicators = [
      ...(answers ? [async () => say('database', (await answers()) !== undefined)] : []),
      ...(messaging ? [() => say('broker', messaging.connected && messaging.consuming)] : []),
    ];
  }

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    const details = Object.entries(await this.details());
    const checks = Object.fromEntries(details.map(([name, { status }]) => [name, status === 'up']));
    const readiness = readinessOf(checks);
    response.status(statusOf(readiness)).json(readiness);
  }

  private async details(): Promise<HealthIndicatorResult> {
    try {
      return (await this.health.check(this.indicators)).details;
    } catch (error) {
      const result = error instanceof ServiceUnavailableException ? error.getResponse() : undefined;
      if (hasDetails(result)) return result.details;
      throw error;
    }
  }
}

/** Terminus throws its result when a check is down. */
function hasDetails(result: unknown): result is { details: HealthIndicatorResult } {
  return typeof result === 'object' && result !== null && 'details' in result;
}
