import { availableParallelism } from 'node:os';
import {
  type BrokerConfig,
  brokerFields,
  type CommonConfig,
  commonFields,
  httpUrl,
  trustFields,
} from '@coincast/shared/config';
import Joi from 'joi';

export interface InferenceWorkerConfig extends CommonConfig, BrokerConfig {
  /** prediction-service, for series and forecasts by reference. */
  PREDICTION_URL: string;
  INTERNAL_TOKEN: string;
  /** What one job may take. */
  MODEL_TIME_LIMIT_MS: number;
  /** Heap of one model thread, in MiB. */
  MODEL_MEMORY_MB: number;
  /** Long jobs at once, each in its own thread. */
  MODEL_THREADS: number;
}

export const inferenceWorkerConfig = Joi.object<InferenceWorkerConfig>({
  ...commonFields,
  ...brokerFields,
  PREDICTION_URL: httpUrl().required(),
  INTERNAL_TOKEN: trustFields.INTERNAL_TOKEN,
  MODEL_TIME_LIMIT_MS: Joi.number().integer().min(1).max(3_600_000).default(60_000),
  MODEL_MEMORY_MB: Joi.number().integer().min(32).max(65_536).default(512),
  MODEL_THREADS: Joi.number()
    .integer()
    .min(1)
    .max(256)
    .default(() => availableParallelism()),
});
