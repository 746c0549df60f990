import { type RunningService, startServiceApp } from '@coincast/shared/http';
import type { InProcessBroker } from '@coincast/shared/messaging';
import { type GivenObservability, openObservability } from '@coincast/shared/observability';
import { AuthModule } from './auth.module.js';
import { loadAuthConfig } from './config.js';
import { trustGateway } from './throttling/client-address.js';

export interface StartOptions extends GivenObservability {
  /** Required when `BROKER` is `in-process`. */
  broker?: InProcessBroker;
}

/**
 * Starts auth-service on a migrated schema.
 * @throws ConfigError when the environment is wrong.
 */
export async function startAuthService(
  env: Record<string, string | undefined>,
  { broker, ...given }: StartOptions = {},
): Promise<RunningService> {
  const config = loadAuthConfig(env);
  const observability = await openObservability('auth-service', config, given);
  const service = await startServiceApp(AuthModule.forRoot(config, { ...observability, broker }), {
    ...observability,
    config,
    bodyLimitBytes: 16 * 1024,
    trustProxy: trustGateway,
  });
  observability.logger.info({ url: service.url }, 'auth-service listens');
  return service;
}
