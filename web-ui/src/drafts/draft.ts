import { type Quote, quoteAnswer, type ReadingChoice } from '@coincast/shared/gateway-client';
import Joi from 'joi';

/** A file that waits between its preview and its purchase. */
export interface Draft {
  /** 128 random bits, in hex. */
  id: string;
  /** The user whose it is. */
  ownerId: number;
  /** As its owner calls it; never part of a path. */
  name: string;
  bytes: number;
  createdMs: number;
  reading: ReadingChoice;
  /** What the API answered for it under this reading. */
  quote: Quote;
}

export const draftSchema = Joi.object<Draft>({
  id: Joi.string().hex().length(32).required(),
  ownerId: Joi.number().integer().required(),
  name: Joi.string().required(),
  bytes: Joi.number().integer().min(0).required(),
  createdMs: Joi.number().integer().required(),
  reading: Joi.object<ReadingChoice>({
    decimal: Joi.string().valid('', '.', ',').required(),
    date_order: Joi.string().valid('', 'dmy', 'mdy').required(),
  }).required(),
  quote: quoteAnswer.required(),
});

/** The drafts cannot be reached: waiting may help. */
export class DraftsUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The drafts are not available: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.name = 'DraftsUnavailable';
  }
}
