import { defaultModelName } from '@coincast/shared/contracts';
import { jsonResponse, jsonSchema, problemResponse, type ServiceOpenApi } from '@coincast/shared/http';
import Joi from 'joi';
import { exportQuery } from './export/export.schemas.js';
import { acceptedJob, formBody, idempotencyHeader, jsonBody, listedJob, page, wholeJob } from './job/job.schemas.js';
import { catalogueEntry } from './models/models.schemas.js';

const signedOut = problemResponse('No valid access token');
const noSuchJob = problemResponse('There is no such job, or it is another user’s');
const security = [{ bearer: [] }];
const forecasts = 'Forecasts';
const models = 'Models';

const jobIdParameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id that the submit answered',
  schema: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  example: 17,
};

/** Parameters of a query, or a header, from the schema that validates it. */
function parameters(where: 'query' | 'header', schema: Joi.ObjectSchema, descriptions: Record<string, string>) {
  const properties = jsonSchema(schema)['properties'] as Record<string, unknown>;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    description: descriptions[name] ?? name,
    schema: property,
  }));
}

const jsonExample = {
  model_name: 'Auto',
  data: [
    { timestamp: '2024-01-01', price: 100 },
    { timestamp: '2024-01-02', price: '1 234,56' },
    { timestamp: '2024-01-03', price: 102.5 },
  ],
  horizon: 7,
};

const rows = {
  type: 'array',
  description:
    'Rows with a time (timestamp, ts, date, datetime, time) and a price (price, close, value, target, y). ' +
    'Rows that cannot be used are named in the job and not charged.',
  items: { type: 'object' },
};

const modelName = {
  type: 'string',
  description: `One of \`/api/models/\`; left out: ${defaultModelName}, or the first of them where that is not on sale`,
  default: defaultModelName,
};

const jsonForm = jsonSchema(jsonBody);
const jsonContent = {
  ...jsonForm,
  properties: { ...(jsonForm['properties'] as object), model_name: modelName, data: rows },
};
const form = jsonSchema(formBody);
const formContent = {
  ...form,
  required: ['file'],
  properties: {
    ...(form['properties'] as object),
    model_name: modelName,
    file: {
      type: 'string',
      format: 'binary',
      description: 'CSV, JSON, XLSX or Parquet; found by its content, whatever its name',
    },
  },
};

const submit = {
  tags: [forecasts],
  operationId: 'submitForecast',
  summary: 'Order a forecast',
  description:
    'Answers at once with a job; follow it at `Location`. The price is one for each valid row. A job that fails is free.',
  security,
  parameters: parameters('header', idempotencyHeader, {
    'Idempotency-Key': 'Makes repeating the request safe: the same key and body answer the first job again.',
  }),
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: jsonContent, example: jsonExample },
      'multipart/form-data': { schema: formContent },
    },
  },
  responses: {
    202: {
      ...jsonResponse('Accepted; the job is under way', acceptedJob),
      headers: { Location: { description: 'Where the job is', schema: { type: 'string' } } },
    },
    400: problemResponse('The body is not JSON, or a broken form'),
    401: signedOut,
    402: problemResponse('The balance is too low'),
    409: problemResponse('The idempotency key was used for another request'),
    413: problemResponse('The body or the file is too large'),
    415: problemResponse('Neither JSON nor a form, or a file in another format'),
    422: problemResponse('Unknown model, bad horizon, no table, data that cannot be read, or too much of it'),
    503: problemResponse('Too busy right now'),
  },
};

const history = {
  tags: [forecasts],
  operationId: 'listForecasts',
  summary: 'My jobs, newest first',
  security,
  parameters: parameters('query', page, {
    limit: 'Most jobs in the answer',
    before: 'Only jobs older than the one with this id',
  }),
  responses: {
    200: jsonResponse('The jobs', Joi.array().items(listedJob)),
    401: signedOut,
    422: problemResponse('A bad limit or id'),
  },
};

const job = {
  tags: [forecasts],
  operationId: 'getForecast',
  summary: 'A job with its data and its forecast',
  security,
  parameters: [jobIdParameter],
  responses: { 200: jsonResponse('The job', wholeJob), 401: signedOut, 404: noSuchJob },
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
    409: problemResponse('The job has no forecast (yet)'),
    422: problemResponse('Another format, `excel` for another format than CSV, or too many points for XLSX'),
  },
};

/** The public paths of this service. */
export const predictionOpenApi: ServiceOpenApi = {
  openapi: '3.1.0',
  info: { title: 'Coincast predictions', version: '1' },
  tags: [
    { name: models, description: 'What is on sale' },
    { name: forecasts, description: 'Order a forecast and fetch it' },
  ],
  paths: {
    '/api/models/': {
      get: {
        tags: [models],
        operationId: 'listModels',
        summary: 'The names of the models on sale',
        responses: {
          200: jsonResponse('Names', Joi.array().items(Joi.string()).example(['Demo', 'LinearTrend', 'Auto'])),
        },
      },
    },
    '/api/models/catalog': {
      get: {
        tags: [models],
        operationId: 'modelCatalogue',
        summary: 'The models on sale, described and priced',
        responses: { 200: jsonResponse('Models', Joi.array().items(catalogueEntry)) },
      },
    },
    '/api/predict/': { post: submit },
    '/api/predict/history': { get: history },
    '/api/predict/{id}': { get: job },
    '/api/predict/{id}/export': { get: exportJob },
  },
};
