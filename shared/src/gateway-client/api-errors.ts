import type { ProblemAnswer } from './answers.js';

/** The API has understood the call and refused it: the reader can do something about it. */
export class ApiRefusal extends Error {
  constructor(
    readonly problem: ProblemAnswer,
    readonly retryAfterSeconds?: number,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'ApiRefusal';
  }

  /** The faulty fields by name. */
  get fields(): ReadonlySet<string> {
    return new Set(this.problem.errors?.map(({ field }) => field));
  }
}

/** The API cannot be reached, takes too long, or fails on its own side: waiting may help. */
export class ApiUnavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`The API is not available: ${reason}`, options);
    this.name = 'ApiUnavailable';
  }
}
