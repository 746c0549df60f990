import Joi from 'joi';
import { longestLinkCode } from './link-code.js';

/** A new code, which is told this once. */
export interface LinkCodeAnswer {
  code: string;
  /** ISO 8601, UTC. */
  expires_at: string;
}

export const linkCodeAnswer = Joi.object<LinkCodeAnswer>({
  code: Joi.string()
    .pattern(/^[\w-]+$/)
    .max(longestLinkCode)
    .required(),
  expires_at: Joi.string().isoDate().required(),
});

export interface RedeemBody {
  code: string;
}

// What can never have been a code is an unknown code, not a fault of form.
export const redeemBody = Joi.object<RedeemBody>({
  code: Joi.string().max(longestLinkCode).description('As `POST /api/auth/link-codes` answered it').required(),
});
