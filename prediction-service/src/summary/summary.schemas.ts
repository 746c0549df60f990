import Joi from 'joi';
import { count, invalidRows, verdict } from '../job/answer.schemas.js';
import { intervals, listedJob, metrics, numbers, stage, times } from '../job/job.schemas.js';

const maxRows = 2_147_483_647;
/** More points than a chart is wide. */
const maxPoints = 2_000;

export interface SummaryQuery {
  /** Most points of the series, and of the forecast; even. */
  points: number;
  /** Only so many of the last valid rows; all when left out. */
  history?: number;
}

export const summaryQuery = Joi.object<SummaryQuery>({
  points: Joi.number()
    .integer()
    .min(4)
    .max(maxPoints)
    .multiple(2)
    .default(maxPoints)
    .messages({ '*': 'points must be an even number from 4 to 2000' }),
  history: Joi.number()
    .integer()
    .min(1)
    .max(maxRows)
    .messages({ '*': 'history must be a whole number of rows, at least 1' }),
});

const thinned = () => Joi.boolean().required().description('Whether points were left out');

/** The answer, for the documentation of the API. */
export const jobSummary = listedJob.append({
  stage: stage(),
  quoted_cost: count().description('Credits, as quoted, whatever became of the job'),
  metrics: metrics().allow(null).required(),
  ...verdict(),
  invalid_rows: invalidRows().description('The first 50 of those that are kept'),
  series: Joi.object({ timestamps: times(), prices: numbers(), thinned: thinned(), total: count() })
    .required()
    .description('The valid rows by time, those asked for; `total`: how many valid rows there are'),
  forecast: Joi.object({
    timestamps: times(),
    predictions: numbers(),
    intervals: intervals(),
    thinned: thinned(),
    total: count(),
  })
    .allow(null)
    .required()
    .description('Null until the job is OK; the bounds are those of the points that are kept'),
});
