import Joi from 'joi';
import { count } from '../job/answer.schemas.js';
import { intervals, numbers, times } from '../job/job.schemas.js';

export interface ForecastQuery {
  /** Points that are left out before the first. */
  offset: number;
  limit: number;
}

export const forecastQuery = Joi.object<ForecastQuery>({
  offset: Joi.number().integer().min(0).max(2_147_483_647).default(0),
  limit: Joi.number().integer().min(1).max(1000).default(50),
});

/** The answer, for the documentation of the API. */
export const forecastPage = Joi.object({
  total: count().description('Points of the whole forecast'),
  offset: count().description('As asked for'),
  timestamps: times(),
  predictions: numbers(),
  intervals: intervals(),
});
