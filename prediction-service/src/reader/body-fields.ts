import { isRecord } from '../dataset/row.rules.js';

const names = ['model_name', 'data', 'horizon', 'decimal', 'date_order'];
/** More than any valid value has. */
const maxChars = 1_000;

/** A body cut down to what its fields are judged by: a value that is too long or too deep stays invalid. */
export function bodyFields(body: unknown): unknown {
  if (!isRecord(body)) return cut(body);
  return Object.fromEntries(names.filter((name) => Object.hasOwn(body, name)).map((name) => [name, cut(body[name])]));
}

function cut(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, maxChars);
  if (Array.isArray(value)) return [];
  return isRecord(value) ? {} : value;
}
