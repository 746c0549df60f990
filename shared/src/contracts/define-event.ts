import type Joi from 'joi';

/** What two services agreed on for one kind of event: its name, its version and the shape of its data. */
export interface EventContract<Data> {
  /** CloudEvents `type`, also the routing key: `credits.debited`. */
  readonly type: string;
  /** Raised when the data gains something; what an old reader could not take is an event of another type. */
  readonly version: number;
  /** One sentence for the event catalogue. */
  readonly description: string;
  /** Validates `data` on the way out of the outbox's author and on the way into every consumer. */
  readonly schema: Joi.ObjectSchema<Data>;
}

/** Declares an event. Unknown fields are dropped on receipt, so that a newer sender may add some. */
export function defineEvent<Data>(contract: EventContract<Data>): EventContract<Data> {
  return { ...contract, schema: contract.schema.options({ stripUnknown: true, convert: false }) };
}
