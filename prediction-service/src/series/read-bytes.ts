import { Problem } from '@coincast/shared/http';
import type { Request } from 'express';

/**
 * The body of a request as it came.
 * @throws Problem `body_too_large` above the limit.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new Problem('body_too_large', `The body is larger than ${maxBytes} bytes.`);
  const announcedBytes = Number(request.headers['content-length'] ?? 0);
  if (announcedBytes > maxBytes) throw tooLarge();
  // Each piece goes to its place as it comes: putting megabytes together at the end would hold everybody else up.
  let whole: Buffer = Buffer.allocUnsafeSlow(announcedBytes);
  let total = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (total + piece.length > maxBytes) throw tooLarge();
    if (total + piece.length > whole.length) whole = enlarged(whole, Math.max(2 * whole.length, total + piece.length));
    whole.set(piece, total);
    total += piece.length;
  }
  return whole.subarray(0, total);
}

/** For a body that does not say how long it is. */
function enlarged(bytes: Buffer, length: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(length);
  larger.set(bytes);
  return larger;
}
