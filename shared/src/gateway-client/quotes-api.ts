import Joi from 'joi';
import { count, numbers, times, type Verdict, verdict } from './answers.js';
import type { FileToSend, GatewayConnection, Session } from './gateway-connection.js';

/** What a dataset would cost, and what was made of it. */
export interface Quote extends Verdict {
  /** Credits. */
  cost: number;
  price_per_row: number;
  /** What a submit would end with, free; null when it would be paid and run. */
  error: string | null;
  /** The valid rows, at most 2,000 of them. */
  series: { timestamps: string[]; prices: number[]; thinned: boolean };
}

export const quoteAnswer = Joi.object<Quote>({
  cost: count(),
  price_per_row: count(),
  error: Joi.string().allow(null).required(),
  ...verdict(),
  series: Joi.object({ timestamps: times(), prices: numbers(), thinned: Joi.boolean().required() }).required(),
});

/** How numbers and dates with two readings are to be read; '' leaves it to the data. */
export interface ReadingChoice {
  decimal: '' | '.' | ',';
  date_order: '' | 'dmy' | 'mdy';
}

export interface Order {
  model: string;
  /** Undefined: as many points as there are valid rows. */
  horizon?: number | undefined;
  reading: ReadingChoice;
  file: FileToSend;
  /** One job for all sendings under the same. */
  idempotencyKey: string;
}

const acceptedAnswer = Joi.object<{ id: number }>({ id: Joi.number().integer().min(1).required() });

/** Asks for the price, and buys. */
export class QuotesApi {
  constructor(private readonly gateway: GatewayConnection) {}

  /** Charges and stores nothing. */
  quote(session: Session, file: FileToSend, reading: ReadingChoice): Promise<Quote> {
    const form = { fields: { ...reading }, file };
    return this.gateway.call(session, { method: 'POST', path: '/api/predict/quote', form, answer: quoteAnswer });
  }

  /** Answers the job's number. */
  async buy(session: Session, { model, horizon, reading, file, idempotencyKey }: Order): Promise<number> {
    const fields = { model_name: model, ...(horizon === undefined ? {} : { horizon: String(horizon) }), ...reading };
    const { id } = await this.gateway.call(session, {
      method: 'POST',
      path: '/api/predict/',
      form: { fields, file },
      headers: { 'idempotency-key': idempotencyKey },
      answer: acceptedAnswer,
    });
    return id;
  }
}
