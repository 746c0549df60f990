import { jsonSchema, problemResponse } from '@coincast/shared/http';
import type Joi from 'joi';

/** What several calls have in common. */
export const forecasts = 'Forecasts';
export const security = [{ bearer: [] }];
export const signedOut = problemResponse('No valid access token');

/** Parameters of a query, or a header, from the schema that validates it. */
export function parameters(where: 'query' | 'header', schema: Joi.ObjectSchema, descriptions: Record<string, string>) {
  const properties = jsonSchema(schema)['properties'] as Record<string, unknown>;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    description: descriptions[name] ?? name,
    schema: property,
  }));
}
