import { badRequest } from './api-error.js';
import type { JsonObject } from './types.js';

/** A file as it was uploaded in a multipart request. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

/**
 * The parameters of a call, however it came (query, JSON, urlencoded, multipart): Telegram takes a number for a text,
 * a text for a number, and JSON in a text for an object.
 */
export class Parameters {
  constructor(
    readonly fields: JsonObject,
    private readonly uploads: ReadonlyMap<string, Upload> = new Map(),
  ) {}

  string(name: string): string | undefined {
    const value = this.fields[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  }

  /** undefined when it is missing or no number. */
  integer(name: string): number | undefined {
    const value = Number(this.string(name) || Number.NaN);
    return Number.isSafeInteger(value) ? value : undefined;
  }

  flag(name: string): boolean {
    return ['true', '1', 'yes'].includes((this.string(name) ?? '').toLowerCase());
  }

  /** An object or list, given as such or as JSON. Throws 400 for what is no JSON. */
  json(name: string): unknown {
    const value = this.fields[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
    }
  }

  upload(name: string): Upload | undefined {
    return this.uploads.get(name);
  }
}
