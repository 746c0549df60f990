import { jsonResponse, problemResponse, type ServiceOpenApi } from '@coincast/shared/http';
import Joi from 'joi';
import { acceptedJob, idempotencyHeader } from './job/job.schemas.js';
import { submissionBody, submissionFaults } from './job/submission.openapi.js';
import { catalogueEntry } from './models/models.schemas.js';
import { jobPaths } from './openapi.jobs.js';
import { forecasts, parameters, security, signedOut } from './openapi.parts.js';
import { presentedQuote } from './quote/quote.schemas.js';

const models = 'Models';

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
  requestBody: submissionBody,
  responses: {
    202: {
      ...jsonResponse('Accepted; the job is under way', acceptedJob),
      headers: { Location: { description: 'Where the job is', schema: { type: 'string' } } },
    },
    ...submissionFaults,
    401: signedOut,
    402: problemResponse('The balance is too low'),
    409: problemResponse('The idempotency key was used for another request'),
  },
};

const quote = {
  tags: [forecasts],
  operationId: 'quoteForecast',
  summary: 'What a forecast would cost',
  description:
    'Takes what a submit takes, reads and prices it the same way, and charges and stores nothing. What a submit refuses is ' +
    'refused here with the same error, except for a balance that is too low. `Idempotency-Key` is ignored.',
  security,
  requestBody: submissionBody,
  responses: {
    200: jsonResponse('The price, and what was made of the data', presentedQuote),
    ...submissionFaults,
    401: signedOut,
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
    '/api/predict/quote': { post: quote },
    ...jobPaths,
  },
};
