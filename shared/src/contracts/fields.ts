import Joi from 'joi';

/** Largest amount or id that JSON numbers carry exactly. */
const maxInteger = Number.MAX_SAFE_INTEGER;

/** A database identity: a positive integer. */
export const id = () => Joi.number().integer().min(1).max(maxInteger).required();

/** An amount of credits, zero or more. */
export const credits = () => Joi.number().integer().min(0).max(maxInteger).required();

/** A stable code such as `not_enough_credits`. */
export const reasonCode = () => Joi.string().max(100).required();
