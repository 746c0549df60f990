import { jsonResponse, jsonSchema, problemResponse, type ServiceOpenApi } from '@coincast/shared/http';
import { Controller, Get } from '@nestjs/common';
import Joi from 'joi';
import {
  balanceAnswer,
  idempotencyHeader,
  topUpBody,
  transactionAnswer,
  transactionsQuery,
} from './wallet/wallet.schemas.js';

const tag = 'Account';
const security = [{ bearer: [] }];
const signedOut = problemResponse('No valid access token');
const unavailable = problemResponse('The service cannot answer right now');
const ids = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

const ofUser = { name: 'user_id', in: 'path', required: true, schema: ids, example: 7 };
const findsTheId = '`GET /api/auth/users?email=` finds the id.';
const notAdmin = { 403: problemResponse('Only administrators may do this') };

const topUpRequest = {
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'Makes it safe to send the request again: the same key and body get the first answer, for a day.',
      schema: jsonSchema(idempotencyHeader.extract('Idempotency-Key')),
      example: '5f0c2a9e-8a53-4d5e-9a58-3c1d6f0e7b11',
    },
  ],
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: jsonSchema(topUpBody), example: { amount: 100, reason: 'Card payment' } },
    },
  },
};

const topUpResponses = {
  201: jsonResponse('The credits are there', balanceAnswer),
  400: problemResponse('The body is not JSON'),
  401: signedOut,
  409: problemResponse('The idempotency key was used for another request'),
  413: problemResponse('The body is too large'),
  422: problemResponse('A field is not valid, or the balance would be too large'),
  503: unavailable,
};

const filter = (name: string, description: string, schema: Record<string, unknown>) => ({
  name,
  in: 'query',
  description,
  schema,
});
const period = 'A date (its begin) or a time in ISO 8601; UTC where no zone is named.';

const transactionsRequest = {
  parameters: [
    filter('limit', 'Most entries to answer.', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
    filter('before', 'Only entries older than this one: the last id of the page before.', ids),
    filter('type', 'Only entries of this type.', jsonSchema(transactionsQuery.extract('type'))),
    filter('job_id', 'Only entries of this job.', ids),
    filter('from', `Only entries from then on. ${period}`, { type: 'string', example: '2024-01-01' }),
    filter('to', `Only entries from before then. ${period}`, { type: 'string', example: '2024-02-01T00:00:00Z' }),
  ],
};

const transactionsResponses = {
  200: jsonResponse('Ledger entries', Joi.array().items(transactionAnswer)),
  401: signedOut,
  422: problemResponse('A parameter is not valid'),
  503: unavailable,
};

const billingOpenApi: ServiceOpenApi = {
  openapi: '3.1.0',
  info: { title: 'Coincast billing', version: '1' },
  tags: [{ name: tag, description: 'The balance of credits and its ledger' }],
  paths: {
    '/api/account/balance': {
      get: {
        tags: [tag],
        operationId: 'getBalance',
        summary: 'Credits left',
        security,
        responses: { 200: jsonResponse('The balance', balanceAnswer), 401: signedOut, 503: unavailable },
      },
    },
    '/api/account/top-up': {
      post: {
        tags: [tag],
        operationId: 'topUp',
        summary: 'Add credits to my account',
        security,
        ...topUpRequest,
        responses: topUpResponses,
      },
    },
    '/api/account/{user_id}/top-up': {
      post: {
        tags: [tag],
        operationId: 'topUpFor',
        summary: 'Add credits to an account (administrators)',
        description: findsTheId,
        security,
        ...topUpRequest,
        parameters: [ofUser, ...topUpRequest.parameters],
        responses: { ...topUpResponses, ...notAdmin },
      },
    },
    '/api/account/transactions': {
      get: {
        tags: [tag],
        operationId: 'listTransactions',
        summary: 'Deposits, charges and refunds, newest first',
        security,
        ...transactionsRequest,
        responses: transactionsResponses,
      },
    },
    '/api/account/{user_id}/balance': {
      get: {
        tags: [tag],
        operationId: 'getBalanceOf',
        summary: 'Credits left in an account (administrators)',
        description: `${findsTheId} An id that belongs to nobody has 0.`,
        security,
        parameters: [ofUser],
        responses: {
          200: jsonResponse('The balance', balanceAnswer),
          401: signedOut,
          ...notAdmin,
          422: problemResponse('The id is not valid'),
          503: unavailable,
        },
      },
    },
    '/api/account/{user_id}/transactions': {
      get: {
        tags: [tag],
        operationId: 'listTransactionsOf',
        summary: 'Deposits, charges and refunds of an account, newest first (administrators)',
        description: findsTheId,
        security,
        parameters: [ofUser, ...transactionsRequest.parameters],
        responses: { ...transactionsResponses, ...notAdmin },
      },
    },
  },
};

@Controller('openapi.json')
export class OpenApiController {
  @Get()
  document(): ServiceOpenApi {
    return billingOpenApi;
  }
}
