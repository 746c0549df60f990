import type { RequestHandler } from 'express';
import { request as httpRequest } from 'undici';
import type { ServiceName } from '../routing/routes.js';

export type ServiceUrls = Record<ServiceName, string>;

interface Health {
  status: 'ok' | 'unavailable';
  services: Record<ServiceName, 'ok' | 'unavailable'>;
}

const checkTimeoutMs = 1_500;
const believedMs = 1_000;

/** 200 when every service is ready, 503 otherwise; asks the services at most once a second. */
export function health(urls: ServiceUrls): RequestHandler {
  let latest: Promise<Health> | undefined;
  let validUntilMs = 0;
  return async (_request, response) => {
    if (!latest || Date.now() > validUntilMs) {
      latest = checkAll(urls);
      validUntilMs = Date.now() + checkTimeoutMs;
      void latest.then(() => {
        validUntilMs = Date.now() + believedMs;
      });
    }
    const found = await latest;
    response
      .status(found.status === 'ok' ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(found);
  };
}

async function checkAll(urls: ServiceUrls): Promise<Health> {
  const [auth, billing, prediction] = await Promise.all([
    isReady(urls.auth),
    isReady(urls.billing),
    isReady(urls.prediction),
  ]);
  const word = (ready: boolean) => (ready ? 'ok' : 'unavailable');
  return {
    status: word(auth && billing && prediction),
    services: { auth: word(auth), billing: word(billing), prediction: word(prediction) },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await httpRequest(`${url}/health/ready`, {
      signal: AbortSignal.timeout(checkTimeoutMs),
    });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
