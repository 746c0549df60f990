import {
  type BrokerConfig,
  brokerFields,
  type CommonConfig,
  commonFields,
  postgresUrl,
  type TrustConfig,
  trustFields,
} from '@coincast/shared/config';
import Joi from 'joi';

export interface BillingConfig extends CommonConfig, BrokerConfig, TrustConfig {
  /** As role `billing_service`. */
  DATABASE_URL: string;
  DATABASE_POOL_SIZE: number;
  /** Credits that every new wallet starts with; 0: none. */
  WELCOME_CREDITS: number;
}

export const billingConfigSchema = Joi.object<BillingConfig>({
  ...commonFields,
  ...brokerFields,
  ...trustFields,
  DATABASE_URL: postgresUrl().required(),
  DATABASE_POOL_SIZE: Joi.number().integer().min(1).max(200).default(10),
  WELCOME_CREDITS: Joi.number().integer().min(0).max(1_000_000_000).default(0),
});

/** `@Inject(billingConfig) private readonly config: BillingConfig` */
export const billingConfig = Symbol('billing config');
