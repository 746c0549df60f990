import Joi from 'joi';

/** What several answers have in common. */
export const modelName = () => Joi.string().max(100).required();
export const count = () => Joi.number().integer().min(0).required();
const columnName = () => Joi.string().allow(null).required();
export const invalidRows = () =>
  Joi.array()
    .items(Joi.array().items(Joi.number().integer(), Joi.object({ _error: Joi.string() }).unknown()))
    .required();
/** What was made of the data. */
export const verdict = () => ({
  rows: Joi.object({ valid: count(), invalid: count(), duplicates: count() }).required(),
  format: Joi.string().valid('csv', 'tsv', 'json', 'ndjson', 'xlsx', 'parquet').required(),
  encoding: Joi.string().allow(null).required(),
  columns: Joi.object({ time: columnName(), price: columnName() }).required(),
  warnings: Joi.array()
    .description('What was decided about the data where they left a choice; then what to know of the forecast')
    .items(Joi.object({ code: Joi.string().required(), message: Joi.string().required(), example: Joi.string() }))
    .required(),
});
