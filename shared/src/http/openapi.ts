import type Joi from 'joi';
import joiToJson from 'joi-to-json';

// The package's types describe its default export one level too deep.
const parse = joiToJson as unknown as typeof joiToJson.default;

/** A JSON Schema (2020-12, as OpenAPI 3.1 takes it) made from the schema that validates. */
export function jsonSchema(schema: Joi.Schema): Record<string, unknown> {
  return parse(schema, 'open-api-3.1') as Record<string, unknown>;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

/** An answer that is a problem, for an operation's `responses`. */
export function problemResponse(description: string): Record<string, unknown> {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}

/** An answer with a JSON body, for an operation's `responses`. */
export function jsonResponse(description: string, schema: Joi.Schema): Record<string, unknown> {
  return { description, content: { 'application/json': { schema: jsonSchema(schema) } } };
}

/** What a service answers at `/openapi.json`; the gateway merges them. */
export interface ServiceOpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, unknown>>;
}
