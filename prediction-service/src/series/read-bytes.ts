import { Problem } from '@coincast/shared/http';
import type { Request } from 'express';

/**
 * The body of a request as it came.
 * @throws Problem `body_too_large` above the limit.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let total = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    total += piece.length;
    if (total > maxBytes) throw new Problem('body_too_large', `The body is larger than ${maxBytes} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
