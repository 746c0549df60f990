import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrokerConfig,
  brokerFields,
  type CommonConfig,
  commonFields,
  httpUrl,
  postgresUrl,
  type TrustConfig,
  trustFields,
} from '@coincast/shared/config';
import { type ModelDescription, modelCatalogue } from '@coincast/shared/contracts';
import Joi from 'joi';

export interface PredictionConfig extends CommonConfig, BrokerConfig, TrustConfig {
  DATABASE_URL: string;
  DATABASE_POOL_SIZE: number;
  BILLING_URL: string;
  /** Credits for one valid row; at least 1, because billing debits no less. */
  COST_PER_ROW: number;
  /** The models on sale, in the catalogue's order. */
  AVAILABLE_MODELS: readonly ModelDescription[];
  MAX_ROWS: number;
  /** Of a file, or a JSON body. */
  MAX_UPLOAD_BYTES: number;
  MAX_COLUMNS: number;
  MAX_ROW_BYTES: number;
  /** Levels of arrays and objects in JSON. */
  MAX_NESTING: number;
  MAX_INFLATED_BYTES: number;
  /** How long one dataset may be read, and how much memory the process that reads it may take. */
  READ_TIMEOUT_MS: number;
  READ_MEMORY_MB: number;
  /** Processes that read datasets. */
  DATASET_READERS: number;
  /** Where uploads wait while they arrive and are read; this machine's own, and no other container's. */
  UPLOAD_DIR: string;
  /** Of all uploads there. */
  MAX_SPOOL_BYTES: number;
  BALANCE_CHECK_TIMEOUT_MS: number;
  /** How long a debit, a run or a refund may stay unanswered before it is asked for again. */
  DEBIT_DEADLINE_MS: number;
  RUN_DEADLINE_MS: number;
  REFUND_DEADLINE_MS: number;
  /** Requests of one stage before the job ends in `timeout`; refunds are asked for without end. */
  STAGE_ATTEMPTS: number;
  SWEEP_INTERVAL_MS: number;
  IDEMPOTENCY_KEY_TTL_HOURS: number;
}

/** `Demo, LinearTrend` as the descriptions of these models. */
const modelList = Joi.string()
  .custom((text: string, helpers) => {
    const names = text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const unknown = names.filter((name) => !modelCatalogue.some((model) => model.name === name));
    if (unknown.length > 0)
      return helpers.message({ custom: `{{#label}} names unknown models: ${unknown.join(', ')}` });
    if (names.length === 0) return helpers.message({ custom: '{{#label}} names no model' });
    return modelCatalogue.filter(({ name }) => names.includes(name));
  })
  .default(modelCatalogue);

const whole = (min: number, max: number) => Joi.number().integer().min(min).max(max);
const dayMs = 86_400_000;
const mebibyte = 1024 * 1024;

export const configSchema = Joi.object<PredictionConfig>({
  ...commonFields,
  ...brokerFields,
  ...trustFields,
  DATABASE_URL: postgresUrl().required(),
  DATABASE_POOL_SIZE: whole(1, 1000).default(10),
  BILLING_URL: httpUrl().required(),
  COST_PER_ROW: whole(1, 1_000_000).default(1),
  AVAILABLE_MODELS: modelList,
  MAX_ROWS: whole(1, 100_000_000).default(1_000_000),
  MAX_UPLOAD_BYTES: whole(1_024, 512 * mebibyte).default(50 * mebibyte),
  MAX_COLUMNS: whole(2, 1_000_000).default(1_000),
  MAX_ROW_BYTES: whole(64, 512 * mebibyte).default(mebibyte),
  MAX_NESTING: whole(2, 10_000).default(64),
  MAX_INFLATED_BYTES: whole(1_024, 8_192 * mebibyte).default(400 * mebibyte),
  READ_TIMEOUT_MS: whole(1, 3_600_000).default(30_000),
  READ_MEMORY_MB: whole(64, 65_536).default(512),
  DATASET_READERS: whole(1, 64).default(2),
  UPLOAD_DIR: Joi.string().default(() => join(tmpdir(), 'coincast-uploads')),
  MAX_SPOOL_BYTES: whole(1_024, Number.MAX_SAFE_INTEGER).default(2_048 * mebibyte),
  BALANCE_CHECK_TIMEOUT_MS: whole(1, 60_000).default(300),
  DEBIT_DEADLINE_MS: whole(1, dayMs).default(30_000),
  RUN_DEADLINE_MS: whole(1, dayMs).default(120_000),
  REFUND_DEADLINE_MS: whole(1, dayMs).default(30_000),
  STAGE_ATTEMPTS: whole(1, 1_000).default(5),
  SWEEP_INTERVAL_MS: whole(10, dayMs).default(2_000),
  IDEMPOTENCY_KEY_TTL_HOURS: whole(1, 8_760).default(24),
});

/** `@Inject(predictionConfig) private readonly config: PredictionConfig` */
export const predictionConfig = Symbol('prediction config');
