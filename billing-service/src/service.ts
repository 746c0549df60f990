import { loadConfig } from '@coincast/shared/config';
import { type RunningService, startServiceApp } from '@coincast/shared/http';
import type { InProcessBroker } from '@coincast/shared/messaging';
import { type GivenObservability, openObservability } from '@coincast/shared/observability';
import { BillingModule } from './billing.module.js';
import { billingConfigSchema } from './config.js';

/** A list of 1,000 user ids, the largest body there is, takes some 17 KB. */
const bodyLimitBytes = 64 * 1024;

export interface BillingServiceParts extends GivenObservability {
  /** Needed when `BROKER=in-process`: the broker that all services of this process share. */
  broker?: InProcessBroker;
}

/**
 * Starts billing-service; its schema must be migrated.
 * @throws ConfigError when the environment is wrong.
 */
export async function startBillingService(
  env: Record<string, string | undefined>,
  { broker, ...given }: BillingServiceParts = {},
): Promise<RunningService> {
  const config = loadConfig('billing-service', billingConfigSchema, env);
  const observability = await openObservability('billing-service', config, given);
  return startServiceApp(BillingModule.forRoot(config, { ...observability, broker }), {
    ...observability,
    config,
    bodyLimitBytes,
  });
}
