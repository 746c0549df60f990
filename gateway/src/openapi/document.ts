import { Problem, type ServiceOpenApi } from '@coincast/shared/http';
import type { Logger } from '@coincast/shared/observability';
import type { RequestHandler } from 'express';
import { request as httpRequest } from 'undici';
import type { ServiceUrls } from '../health/health.js';
import type { ServiceName } from '../routing/routes.js';
import { mergeDocuments, type OpenApiDocument, type Parts, serviceDocumentSchema } from './merge.js';

const fetchTimeoutMs = 3_000;
const freshMs = 60_000;
/** With a part missing or old. */
const retryMs = 2_000;

/**
 * Answers the merged document. Parts are fetched when first asked for and kept; a service that is away keeps its last
 * part, or is named in `x-unavailable` when it has never answered. Nothing known at all is a 503 problem.
 */
export function openApiDocument(urls: ServiceUrls, logger: Logger): RequestHandler {
  const names: ServiceName[] = ['auth', 'billing', 'prediction'];
  const parts: Parts = { auth: undefined, billing: undefined, prediction: undefined };
  let latest: Promise<OpenApiDocument> | undefined;
  let validUntilMs = 0;

  async function refresh(): Promise<OpenApiDocument> {
    const fetched = await Promise.all(names.map((name) => fetchPart(`${urls[name]}/openapi.json`, logger)));
    names.forEach((name, i) => {
      parts[name] = fetched[i] ?? parts[name];
    });
    validUntilMs = Date.now() + (fetched.includes(undefined) ? retryMs : freshMs);
    return mergeDocuments(parts);
  }

  return async (_request, response) => {
    if (!latest || Date.now() > validUntilMs) {
      validUntilMs = Date.now() + fetchTimeoutMs;
      latest = refresh();
    }
    const document = await latest;
    if (document['x-unavailable']?.length === names.length) {
      throw new Problem('unavailable', 'The description of the API is not available yet. Try again in a moment.', {
        retryAfterSeconds: retryMs / 1000,
      });
    }
    response.set('Cache-Control', 'no-cache').json(document);
  };
}

async function fetchPart(url: string, logger: Logger): Promise<ServiceOpenApi | undefined> {
  try {
    const { statusCode, body } = await httpRequest(url, { signal: AbortSignal.timeout(fetchTimeoutMs) });
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`status ${statusCode}`);
    }
    const { value, error } = serviceDocumentSchema.validate(await body.json());
    if (error) throw error;
    return value;
  } catch (error) {
    logger.warn({ url, cause: error instanceof Error ? error.message : String(error) }, 'no OpenAPI document');
    return undefined;
  }
}
