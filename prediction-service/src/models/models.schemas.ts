import Joi from 'joi';

const texts = () => Joi.object({ en: Joi.string().required(), ru: Joi.string().required() }).required();

/** A model on sale, for the documentation of the API. */
export const catalogueEntry = Joi.object({
  name: Joi.string().required(),
  title: texts(),
  description: texts(),
  price_per_row: Joi.number().integer().min(1).required(),
  min_rows: Joi.number().integer().min(1).required(),
  intervals: Joi.boolean().required(),
  default: Joi.boolean().required(),
});
