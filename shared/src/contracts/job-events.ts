import Joi from 'joi';
import { defineEvent } from './define-event.js';
import { credits, id } from './fields.js';

export interface JobCreated {
  job_id: number;
  user_id: number;
  model_name: string;
  cost: number;
}

export interface JobFinished {
  job_id: number;
  user_id: number;
  status: 'OK' | 'ERROR';
  /** Why the job failed; null when it is OK. */
  error: string | null;
  /** What was charged: the price once OK, 0 when ERROR. */
  cost: number;
}

export const jobCreated = defineEvent<JobCreated>({
  type: 'job.created',
  version: 1,
  description: 'A job was accepted and waits for its payment.',
  schema: Joi.object({ job_id: id(), user_id: id(), model_name: Joi.string().max(100).required(), cost: credits() }),
});

export const jobFinished = defineEvent<JobFinished>({
  type: 'job.finished',
  version: 1,
  description: 'A job has ended, paid with its forecast or free with the reason.',
  schema: Joi.object({
    job_id: id(),
    user_id: id(),
    status: Joi.string().valid('OK', 'ERROR').required(),
    error: Joi.string().allow(null).required(),
    cost: credits(),
  }),
});
