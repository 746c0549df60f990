import type { Migration } from '@coincast/shared/database';
import { jobs } from './001-jobs.js';
import { verdicts } from './002-verdicts.js';
import { plainTimes } from './003-plain-times.js';
import { forecastWarnings } from './004-forecast-warnings.js';
import { jobsByStatus } from './005-jobs-by-status.js';
import { stageSince } from './006-stage-since.js';
import { traceparent } from './007-traceparent.js';

/** Of schema `prediction`, oldest first; a released migration never changes. */
export const migrations: Migration[] = [
  jobs,
  verdicts,
  plainTimes,
  forecastWarnings,
  jobsByStatus,
  stageSince,
  traceparent,
];
