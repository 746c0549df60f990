import { authConfigSchema } from '@coincast/auth-service/config';
import { billingConfigSchema } from '@coincast/billing-service/config';
import { gatewayConfigSchema } from '@coincast/gateway/config';
import { inferenceWorkerConfig } from '@coincast/inference-worker/config';
import { configSchema } from '@coincast/prediction-service/config';
import { loadConfig } from '@coincast/shared/config';
import type { Environment, ServiceName } from '@coincast/standalone/environment';
import { telegramBotConfigSchema } from '@coincast/telegram-bot/config';
import { webUiConfigSchema } from '@coincast/web-ui/config';

const schemas = {
  'auth-service': authConfigSchema,
  'billing-service': billingConfigSchema,
  'prediction-service': configSchema,
  'inference-worker': inferenceWorkerConfig,
  'web-ui': webUiConfigSchema,
  'telegram-bot': telegramBotConfigSchema,
  gateway: gatewayConfigSchema,
} satisfies Record<ServiceName, object>;

/** The variables that a process reads. */
export function knownVariables(process: ServiceName): string[] {
  return Object.keys(schemas[process].describe()['keys'] ?? {});
}

/** @throws ConfigError as the process would at its start with this environment. */
export function checkEnvironment(process: ServiceName, environment: Environment): void {
  loadConfig<unknown>(process, schemas[process], environment);
}
