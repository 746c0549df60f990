import type { Call } from './gateway-connection.js';

/** Between attempts, shortened at random by up to a half: about three seconds, which a restart takes. */
export const waitsMs = [50, 100, 200, 400, 800, 1_600];

/**
 * Whether the gateway, which is being restarted, may be asked again: it was not there at all, or it broke off what does no
 * more when it is done twice.
 */
export function mayTryAgain(error: unknown, { method = 'GET', headers = {} }: Omit<Call<unknown>, 'answer'>): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return true;
  const isRepeatable = method === 'GET' || 'idempotency-key' in headers;
  return isRepeatable && (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET');
}
