import { jsonResponse, problemResponse } from '@coincast/shared/http';
import Joi from 'joi';
import { exportQuery } from './export/export.schemas.js';
import { historyQuery, listedJob, wholeJob } from './job/job.schemas.js';
import { forecasts, parameters, security, signedOut } from './openapi.parts.js';
import { forecastPage, forecastQuery } from './summary/forecast.schemas.js';
import { jobSummary, summaryQuery } from './summary/summary.schemas.js';

const noSuchJob = problemResponse('There is no such job, or it is another user’s');
const noForecast = problemResponse('The job has no forecast (yet)');

const jobIdParameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id that the submit answered',
  schema: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  example: 17,
};

const history = {
  tags: [forecasts],
  operationId: 'listForecasts',
  summary: 'My jobs, newest first',
  security,
  parameters: parameters('query', historyQuery, {
    limit: 'Most jobs in the answer',
    before: 'Only jobs older than the one with this id',
    status: 'Only jobs of this status',
  }),
  responses: {
    200: jsonResponse('The jobs', Joi.array().items(listedJob)),
    401: signedOut,
    422: problemResponse('A bad limit, id or status'),
  },
};

const historyOf = {
  ...history,
  operationId: 'listForecastsOf',
  summary: 'Somebody’s jobs, newest first (administrators)',
  description: '`GET /api/auth/users?email=` finds the id.',
  parameters: [
    {
      name: 'user_id',
      in: 'path',
      required: true,
      description: 'Whose jobs',
      schema: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
      example: 7,
    },
    ...history.parameters,
  ],
  responses: { ...history.responses, 403: problemResponse('Only administrators may do this') },
};

const job = {
  tags: [forecasts],
  operationId: 'getForecast',
  summary: 'A job with its data and its forecast',
  security,
  parameters: [jobIdParameter],
  responses: { 200: jsonResponse('The job', wholeJob), 401: signedOut, 404: noSuchJob },
};

const summary = {
  tags: [forecasts],
  operationId: 'summarizeForecast',
  summary: 'A job as a page shows it',
  description:
    'Small however long the series is: the series and the forecast are thinned for drawing. The first and the last point ' +
    'stay, and of each stretch between them the lowest and the highest (of the prediction, for a forecast).',
  security,
  parameters: [
    jobIdParameter,
    ...parameters('query', summaryQuery, {
      points: 'Most points of the series, and of the forecast; even',
      history: 'Only so many of the last valid rows; all of them when left out',
    }),
  ],
  responses: {
    200: jsonResponse('The job', jobSummary),
    401: signedOut,
    404: noSuchJob,
    422: problemResponse('A bad number of points or rows'),
  },
};

const forecast = {
  tags: [forecasts],
  operationId: 'pageForecast',
  summary: 'Points of the forecast, a page at a time',
  security,
  parameters: [
    jobIdParameter,
    ...parameters('query', forecastQuery, {
      offset: 'Points to leave out before the first',
      limit: 'Most points in the answer',
    }),
  ],
  responses: {
    200: jsonResponse('The points; none behind the last', forecastPage),
    401: signedOut,
    404: noSuchJob,
    409: noForecast,
    422: problemResponse('A bad offset or limit'),
  },
};

const file = { schema: { type: 'string', format: 'binary' } };

const exportJob = {
  tags: [forecasts],
  operationId: 'exportForecast',
  summary: 'The forecast as a file',
  description:
    'A row a point: `timestamp` (UTC), `prediction` and, where the model has them, `lower_80`, `upper_80`, `lower_95`, ' +
    '`upper_95`. Of any length except as XLSX, whose sheets end at 1,048,576 rows.',
  security,
  parameters: [
    jobIdParameter,
    ...parameters('query', exportQuery, {
      format: 'The file’s format',
      excel: '1: the CSV with `;`, decimal comma and byte order mark, as Excel opens it in Russian; of no other format',
    }),
  ],
  responses: {
    200: {
      description: 'The file',
      content: {
        'text/csv': { schema: { type: 'string' }, example: 'timestamp,prediction\n2024-01-04T00:00:00.000Z,103\n' },
        'application/json': { schema: { type: 'array', items: { type: 'object' } } },
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': file,
        'application/vnd.apache.parquet': file,
      },
    },
    401: signedOut,
    404: noSuchJob,
    409: noForecast,
    422: problemResponse('Another format, `excel` for another format than CSV, or too many points for XLSX'),
  },
};

const series = {
  tags: [forecasts],
  operationId: 'exportSeries',
  summary: 'The valid rows as a file',
  description:
    'By time, as CSV, whatever became of the job; the header alone where no row is valid. Sent to `POST /api/predict/` ' +
    'it gives the same valid rows.',
  security,
  parameters: [jobIdParameter],
  responses: {
    200: {
      description: 'The file',
      content: {
        'text/csv': { schema: { type: 'string' }, example: 'timestamp,price\n2024-01-01T00:00:00.000Z,100\n' },
      },
    },
    401: signedOut,
    404: noSuchJob,
  },
};

/** The calls that read jobs. */
export const jobPaths = {
  '/api/predict/history': { get: history },
  '/api/predict/users/{user_id}/history': { get: historyOf },
  '/api/predict/{id}': { get: job },
  '/api/predict/{id}/summary': { get: summary },
  '/api/predict/{id}/forecast': { get: forecast },
  '/api/predict/{id}/export': { get: exportJob },
  '/api/predict/{id}/series': { get: series },
};
