import Joi from 'joi';
import { count, invalidRows, modelName, verdict } from '../job/answer.schemas.js';

const knownCount = (description: string) => count().allow(null).description(description);

/** The answer to a quote, for the documentation of the API. */
export const presentedQuote = Joi.object({
  model_name: modelName(),
  horizon: count().description('As asked for, or the number of valid rows'),
  cost: count().description('Credits, for all valid rows'),
  price_per_row: Joi.number().integer().min(1).required(),
  balance: knownCount('Credits now; null: not known at the moment, a submit would be taken and its debit would decide'),
  balance_after: knownCount('What a submit would leave; null: the balance is not known or too low'),
  affordable: Joi.boolean()
    .allow(null)
    .required()
    .description('Whether the balance is enough; null: it is not known. Where it is false, a submit is answered 402'),
  missing: knownCount('Credits that the balance lacks; null: it is not known'),
  error: Joi.string()
    .allow(null)
    .required()
    .description(
      'What the job of such a submit would end with, free: `no_valid_rows: ...`; null: it would be paid and run',
    ),
  ...verdict(),
  invalid_rows: invalidRows(),
  series: Joi.object({
    timestamps: Joi.array().items(Joi.string().isoDate()).required(),
    prices: Joi.array().items(Joi.number()).required(),
    thinned: Joi.boolean().required().description('Whether points were left out; the lowest and the highest never are'),
  })
    .required()
    .description('The valid rows by time, at most 2,000 of them, for drawing'),
});
