import { readinessOf, statusOf } from '@coincast/shared/http';
import { cachedReading } from '@coincast/shared/observability';
import type { RequestHandler } from 'express';
import { request as httpRequest } from 'undici';

const checkTimeoutMs = 1_500;

/**
 * Whether this gateway should get requests: from the time when auth-service's keys could be fetched. No
 * service that fails later takes it out, for what the others do goes on; `/health` tells of the services.
 */
export class GatewayReadiness {
  private hasKeys = false;
  private readonly lookForKeys = cachedReading(() => this.fetchKeys(), { believedMs: 500, limitMs: checkTimeoutMs });

  constructor(private readonly jwksUrl: string) {}

  readonly answer: RequestHandler = async (_request, response) => {
    if (!this.hasKeys) await this.lookForKeys();
    const readiness = readinessOf({ keys: this.hasKeys });
    response.status(statusOf(readiness)).set('Cache-Control', 'no-store').json(readiness);
  };

  private async fetchKeys(): Promise<void> {
    const { statusCode, body } = await httpRequest(this.jwksUrl, { signal: AbortSignal.timeout(checkTimeoutMs) });
    await body.dump();
    this.hasKeys = statusCode === 200;
  }
}
