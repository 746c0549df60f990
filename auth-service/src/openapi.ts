import { jsonResponse, jsonSchema, problemResponse, type ServiceOpenApi } from '@coincast/shared/http';
import { Controller, Get } from '@nestjs/common';
import { linkCodeAnswer, redeemBody } from './link-codes/link-codes.schemas.js';
import { tokenAnswer } from './tokens/token-answer.js';
import { loginFormBody, loginJsonBody, registerBody, userAnswer, usersAnswer } from './users/users.schemas.js';

const tags = ['Accounts'];
const bearer = [{ bearer: [] }];
const example = { email: 'ann@example.com', password: 'correct horse' };

const bodyFaults = {
  400: problemResponse('The body cannot be read'),
  413: problemResponse('The body is too large'),
  415: problemResponse('The body is of another type'),
  422: problemResponse('A field is missing or wrong; `errors` names it'),
  503: problemResponse('Too many passwords are being checked; `Retry-After` says when to try again'),
};

const register = {
  tags,
  operationId: 'register',
  summary: 'Open an account',
  requestBody: {
    required: true,
    content: { 'application/json': { schema: jsonSchema(registerBody), example } },
  },
  responses: {
    ...bodyFaults,
    201: jsonResponse('The account is open; the token is valid at once', tokenAnswer),
    400: problemResponse('The e-mail is registered already, or the body cannot be read'),
  },
};

const login = {
  tags,
  operationId: 'login',
  summary: 'Log in',
  description: 'After too many failures of an account or address, each further one costs a growing wait.',
  requestBody: {
    required: true,
    content: {
      'application/x-www-form-urlencoded': {
        schema: jsonSchema(loginFormBody),
        example: { username: example.email, password: example.password },
      },
      'application/json': { schema: jsonSchema(loginJsonBody), example },
    },
  },
  responses: {
    ...bodyFaults,
    200: jsonResponse('The access token', tokenAnswer),
    401: problemResponse('Bad credentials'),
    429: problemResponse('Too many failed logins; `Retry-After` says when to try again'),
  },
};

const createLinkCode = {
  tags,
  operationId: 'createLinkCode',
  summary: 'Get a code that signs another program in',
  description:
    'The code is good for ten minutes and once. Give it to a program that cannot ask for a password safely, such as a chat bot: `https://t.me/<bot>?start=<code>`. Of more than three open codes the oldest ends.',
  security: bearer,
  responses: {
    201: jsonResponse('The code, which is not shown again', linkCodeAnswer),
    401: problemResponse('Not signed in'),
  },
};

const redeemLinkCode = {
  tags,
  operationId: 'redeemLinkCode',
  summary: 'Log in by a code',
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: jsonSchema(redeemBody), example: { code: 'q1Zy0mWc7tPj4vXnB9sKdE2hRu6LaGfT' } },
    },
  },
  responses: {
    200: jsonResponse('The access token of the account that made the code', tokenAnswer),
    400: problemResponse('The code is unknown, used or expired, or the body cannot be read'),
    413: bodyFaults[413],
    415: bodyFaults[415],
    422: bodyFaults[422],
  },
};

const me = {
  tags,
  operationId: 'me',
  summary: 'Who the token belongs to',
  security: bearer,
  responses: { 200: jsonResponse('The user', userAnswer), 401: problemResponse('Not signed in') },
};

const findUsers = {
  tags,
  operationId: 'findUsers',
  summary: 'Find a user by e-mail (administrators)',
  security: bearer,
  parameters: [{ name: 'email', in: 'query', required: true, schema: { type: 'string' }, example: example.email }],
  responses: {
    200: jsonResponse('The user with this e-mail, or an empty array', usersAnswer),
    401: problemResponse('Not signed in'),
    403: problemResponse('Not an administrator'),
    422: problemResponse('The e-mail is missing'),
  },
};

/** The public calls of auth-service, made from the schemas that validate them. */
export const authOpenApi: ServiceOpenApi = {
  openapi: '3.1.0',
  info: { title: 'auth-service', version: '1' },
  tags: [{ name: 'Accounts', description: 'Register, log in, see who you are' }],
  paths: {
    '/api/auth/register': { post: register },
    '/api/auth/login': { post: login },
    '/api/auth/link-codes': { post: createLinkCode },
    '/api/auth/link-codes/redeem': { post: redeemLinkCode },
    '/api/auth/me': { get: me },
    '/api/auth/users': { get: findUsers },
  },
};

@Controller('openapi.json')
export class OpenApiController {
  @Get()
  document(): ServiceOpenApi {
    return authOpenApi;
  }
}
