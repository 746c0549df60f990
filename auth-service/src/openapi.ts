import { jsonResponse, jsonSchema, problemResponse, type ServiceOpenApi } from '@coincast/shared/http';
import { Controller, Get } from '@nestjs/common';
import {
  loginFormBody,
  loginJsonBody,
  registerBody,
  tokenAnswer,
  userAnswer,
  usersAnswer,
} from './users/users.schemas.js';

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
