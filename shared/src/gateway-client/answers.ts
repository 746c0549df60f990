import Joi from 'joi';

/** What several answers of the API have in common, as far as the cabinet reads it. What is added later is left out. */

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

/** A row that could not be used: its place among the rows as sent, from 0, and the row with `_error`. */
export type InvalidRow = [number, Record<string, unknown>];

/** What was decided where the data left a choice, or what to know of the forecast. */
export interface Warning {
  /** Stable. */
  code: string;
  /** A sentence in English. */
  message: string;
  example?: string;
}

/** What was made of the data of a quote or a job. */
export interface Verdict {
  rows: { valid: number; invalid: number; duplicates: number };
  format: string;
  encoding: string | null;
  columns: { time: string | null; price: string | null };
  warnings: Warning[];
  /** The first of them. */
  invalid_rows: InvalidRow[];
}

export const count = () => Joi.number().integer().min(0).required();
/** A column. Looked at in one go: there are thousands of values, and a schema for each would take longer than drawing them. */
const columnOf = (type: 'number' | 'string') => () =>
  Joi.array()
    .custom((values: unknown[], { error }) =>
      values.every((value) => typeof value === type) ? values : error('any.invalid'),
    )
    .required();
export const numbers = columnOf('number');
/** ISO 8601, UTC. */
export const times = columnOf('string');

export const verdict = () => ({
  rows: Joi.object({ valid: count(), invalid: count(), duplicates: count() }).required(),
  format: Joi.string().required(),
  encoding: Joi.string().allow(null).required(),
  columns: Joi.object({
    time: Joi.string().allow(null, '').required(),
    price: Joi.string().allow(null, '').required(),
  }).required(),
  warnings: Joi.array()
    .items(
      Joi.object({
        code: Joi.string().required(),
        message: Joi.string().allow('').required(),
        example: Joi.string().allow(''),
      }),
    )
    .required(),
  invalid_rows: Joi.array()
    .items(
      // Not required: an item that is would make an empty list invalid.
      Joi.array().ordered(
        Joi.number().integer().required(),
        Joi.object({ _error: Joi.string().required() }).unknown().required(),
      ),
    )
    .required(),
});
