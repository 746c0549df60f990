import type { ServiceOpenApi } from '@coincast/shared/http';
import Joi from 'joi';
import type { ServiceName } from '../routing/routes.js';

/** What the gateway knows of each service's part; undefined: the service has never answered. */
export type Parts = Record<ServiceName, ServiceOpenApi | undefined>;

export type OpenApiDocument = ServiceOpenApi & {
  servers: { url: string }[];
  components: Record<string, unknown>;
  /** Services whose part is missing because they do not answer. */
  'x-unavailable'?: string[];
};

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'];

/** As much of a service's document as the merge relies on. */
export const serviceDocumentSchema = Joi.object<ServiceOpenApi>({
  openapi: Joi.string()
    .pattern(/^3\.1\./)
    .required(),
  info: Joi.object().unknown().required(),
  tags: Joi.array()
    .items(Joi.object({ name: Joi.string().required() }).unknown())
    .default([]),
  paths: Joi.object().pattern(Joi.string().pattern(/^\//), Joi.object().unknown()).required(),
}).unknown();

const about = `Forecasts of time series, priced by the row: register, top up, send a series, fetch the forecast.

Register or log in, press **Authorize** and paste the \`access_token\`; "Try it out" then works everywhere.
Errors are \`application/problem+json\` (RFC 9457); [all of them](/docs/errors). Every answer carries \`X-Request-Id\`.`;

/** One OpenAPI 3.1 document over all services: their public paths, one bearer scheme, one shape of errors. */
export function mergeDocuments(parts: Parts): OpenApiDocument {
  const names: ServiceName[] = ['auth', 'billing', 'prediction'];
  const missing = names.filter((name) => parts[name] === undefined);
  const known = names.flatMap((name) => parts[name] ?? []);
  const tags = new Map(known.flatMap((part) => part.tags).map((tag) => [tag.name, tag]));
  const note =
    missing.length > 0 ? `\n\n**Not listed right now, because they do not answer: ${missing.join(', ')}.**` : '';
  return {
    openapi: '3.1.0',
    info: { title: 'Coincast API', version: '1.0.0', description: about + note },
    servers: [{ url: '/' }],
    tags: [...tags.values()],
    paths: Object.fromEntries(known.flatMap((part) => publicPaths(part))),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'Any other error',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
    ...(missing.length > 0 ? { 'x-unavailable': missing } : {}),
  } as OpenApiDocument;
}

function publicPaths({ paths }: ServiceOpenApi): [string, Record<string, unknown>][] {
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .map(([path, item]) => [path, withProblems(item)]);
}

/** Limits, a body that is too big, a service that is away: any operation can answer with these. */
function withProblems(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([key, operation]) => {
      if (!methods.includes(key) || typeof operation !== 'object' || operation === null) return [key, operation];
      const responses = 'responses' in operation ? (operation.responses as object) : {};
      return [key, { ...operation, responses: { ...responses, default: { $ref: '#/components/responses/Problem' } } }];
    }),
  );
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', examples: ['/docs/errors#too_many_requests'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, and what to do' },
    code: { type: 'string', examples: ['too_many_requests'] },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};
