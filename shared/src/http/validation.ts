import type { PipeTransform } from '@nestjs/common';
import type Joi from 'joi';
import { Problem } from './errors.js';

/**
 * A body or query checked against its schema, once, at the edge of a service.
 * @throws Problem `invalid_request` that names every faulty field.
 */
export function validated<Value>(schema: Joi.Schema<Value>, input: unknown): Value {
  const { value, error } = schema.validate(input, {
    abortEarly: false,
    stripUnknown: true,
    errors: { wrap: { label: false } },
  });
  if (!error) return value as Value;
  const errors = error.details.map(({ path, message }) => ({ field: path.join('.') || 'body', message }));
  throw new Problem('invalid_request', `${errors.map(({ message }) => message).join('; ')}.`, { errors });
}

/** `@Body(new JoiPipe(schema))` */
export class JoiPipe<Value> implements PipeTransform<unknown, Value> {
  constructor(private readonly schema: Joi.Schema<Value>) {}

  transform(input: unknown): Value {
    return validated(this.schema, input ?? {});
  }
}
