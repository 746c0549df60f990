import Joi from 'joi';

/** A form as sent: what could be read, and the names of the fields that are at fault. */
export interface FormInput<Values> {
  values: Values;
  faults: Set<keyof Values & string>;
}

/**
 * Reads a form. Fields that are missing, or sent twice, count as empty; what has no field in `fields` is left out.
 * @param fields a schema for the text of each field.
 */
export function readForm<Name extends string>(
  fields: Record<Name, Joi.StringSchema>,
  body: unknown,
): FormInput<Record<Name, string>> {
  const given = new Map<string, unknown>(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const names = Object.keys(fields) as Name[];
  const faults = new Set<Name>();
  const read = names.map((name) => {
    const { value, error } = fields[name].validate(textOf(given.get(name)));
    if (error) faults.add(name);
    return [name, String(value ?? '')] as const;
  });
  return { values: Object.fromEntries(read) as Record<Name, string>, faults };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Text that may be left out. */
export const optionalText = () => Joi.string().allow('').max(2_000);
