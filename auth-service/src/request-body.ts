import { Problem } from '@coincast/shared/http';
import type { Request } from 'express';

/** @throws Problem `unsupported_media_type` when there is a body of another type; a missing body is an empty one. */
export function bodyOf(request: Request, ...types: string[]): unknown {
  if (request.is(types) === false && request.headers['content-type'] !== undefined) {
    throw new Problem('unsupported_media_type', `Send the body as ${types.join(' or ')}.`);
  }
  return request.body ?? {};
}
