import Joi from 'joi';

/** What the API answers, as far as the cabinet reads it. Fields that are added later are left out. */

export interface TokenAnswer {
  access_token: string;
}

export const tokenAnswer = Joi.object<TokenAnswer>({
  access_token: Joi.string()
    .pattern(/^[\w.-]+$/)
    .required(),
});

export interface BalanceAnswer {
  /** Credits. */
  balance: number;
}

export const balanceAnswer = Joi.object<BalanceAnswer>({ balance: Joi.number().integer().required() });

export interface Transaction {
  id: number;
  /** Credits, negative for a charge. */
  amount: number;
  tx_type: 'DEPOSIT' | 'PREDICTION_CHARGE' | 'REFUND';
  reason: string;
  balance_after: number;
  /** ISO 8601, UTC. */
  created_at: string;
  job_id: number | null;
}

export const transactionsAnswer = Joi.array<Transaction[]>().items(
  Joi.object<Transaction>({
    id: Joi.number().integer().required(),
    amount: Joi.number().integer().required(),
    tx_type: Joi.string().valid('DEPOSIT', 'PREDICTION_CHARGE', 'REFUND').required(),
    reason: Joi.string().allow('').required(),
    balance_after: Joi.number().integer().required(),
    created_at: Joi.string().isoDate().required(),
    job_id: Joi.number().integer().allow(null).required(),
  }),
);

export interface Me {
  id: number;
}

export const meAnswer = Joi.object<Me>({ id: Joi.number().integer().min(1).required() });

export interface ModelOnSale {
  name: string;
  /** Credits for one valid row. */
  price_per_row: number;
}

export const catalogueAnswer = Joi.array<ModelOnSale[]>().items(
  Joi.object<ModelOnSale>({
    name: Joi.string().required(),
    price_per_row: Joi.number().integer().min(0).required(),
  }),
);

export interface ProblemAnswer {
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; message: string }[];
}

export const problemAnswer = Joi.object<ProblemAnswer>({
  status: Joi.number().integer().required(),
  code: Joi.string().required(),
  detail: Joi.string().required(),
  errors: Joi.array().items(Joi.object({ field: Joi.string().required(), message: Joi.string().required() })),
});
