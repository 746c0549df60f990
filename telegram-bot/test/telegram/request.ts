import type { IncomingMessage } from 'node:http';
import { ApiError, badRequest } from './api-error.js';
import { Parameters, type Upload } from './parameters.js';
import { isObject, type JsonObject } from './types.js';

/** What a request may carry: a file of 50 MB and a little around it. */
const BODY_BYTES_MAX = 51 * 1024 * 1024;

/** Reads the parameters of a call from its query and its body. */
export async function readParameters(request: IncomingMessage, query: URLSearchParams): Promise<Parameters> {
  const type = request.headers['content-type'] ?? '';
  const body = await readBody(request);
  const fields: JsonObject = Object.fromEntries(query);
  if (body.length === 0) return new Parameters(fields);
  if (type.startsWith('application/json')) return new Parameters({ ...fields, ...readJson(body) });
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return new Parameters({ ...fields, ...Object.fromEntries(new URLSearchParams(body.toString())) });
  }
  if (type.startsWith('multipart/form-data')) return readMultipart(body, type, fields);
  return new Parameters(fields);
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    // Read to its end all the same, so that the answer reaches a client that is still sending.
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  if (bytes > BODY_BYTES_MAX) throw new ApiError(413, 'Request Entity Too Large');
  return Buffer.concat(chunks);
}

function readJson(body: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (isObject(value)) return value;
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw badRequest("can't parse JSON object");
}

async function readMultipart(body: Buffer, type: string, fields: JsonObject): Promise<Parameters> {
  const uploads = new Map<string, Upload>();
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw badRequest('unexpected end of multipart/form-data');
  });
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else uploads.set(name, { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return new Parameters(fields, uploads);
}
