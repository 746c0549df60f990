/** A kind of error that clients can tell apart by its code, for ever. */
interface ErrorKind {
  status: number;
  title: string;
  /** What the client does about it; the default for `detail` where nothing more exact is known. */
  fix: string;
}

/** Every error that the public API answers, in one place; `docs/errors.md` is made from it. */
export const errorCatalogue = {
  invalid_request: {
    status: 422,
    title: 'The request is not valid',
    fix: 'Correct the fields named in `errors` and send it again.',
  },
  malformed_request: {
    status: 400,
    title: 'The request cannot be understood',
    fix: 'Send a well-formed HTTP/1.1 request.',
  },
  malformed_body: {
    status: 400,
    title: 'The body cannot be read',
    fix: 'Send the body in the format that Content-Type names.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported content',
    fix: 'Send a format that the documentation of this call names.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    fix: 'Send a smaller body; the limit stands in the detail.',
  },
  request_timeout: {
    status: 408,
    title: 'The request took too long to arrive',
    fix: 'Send the request again on a faster connection.',
  },
  not_signed_in: {
    status: 401,
    title: 'Not signed in',
    fix: 'Send a valid access token as `Authorization: Bearer <token>`; log in to get one.',
  },
  bad_credentials: { status: 401, title: 'Bad credentials', fix: 'Check the e-mail and the password.' },
  bad_link_code: {
    status: 400,
    title: 'The code is not good',
    fix: 'Get a new code on the account page, or by `POST /api/auth/link-codes`; it is good for ten minutes and once.',
  },
  email_taken: { status: 400, title: 'Email already registered', fix: 'Log in, or register another e-mail.' },
  not_enough_credits: {
    status: 402,
    title: 'Not enough credits',
    fix: 'Top the balance up and send the request again.',
  },
  forbidden: { status: 403, title: 'Not allowed', fix: 'Use an account whose role allows this call.' },
  not_found: { status: 404, title: 'Not found', fix: 'Check the address; `/docs` lists what there is.' },
  method_not_allowed: { status: 405, title: 'Method not allowed', fix: 'Use a method that the Allow header names.' },
  idempotency_conflict: {
    status: 409,
    title: 'Idempotency key used for another request',
    fix: 'Use a new key for a new request; repeat a request with its own body.',
  },
  unknown_model: { status: 422, title: 'Unknown model', fix: 'Choose a model that `GET /api/models/` lists.' },
  no_forecast: {
    status: 409,
    title: 'The job has no forecast',
    fix: 'Wait until the status of the job is OK; a job that ended in ERROR has none.',
  },
  unreadable_data: {
    status: 422,
    title: 'The data cannot be read',
    fix: 'Check that the file is whole and opens in the program that made it, then send it again.',
  },
  too_many_rows: { status: 422, title: 'Too many rows', fix: 'Send fewer rows; the limit stands in the detail.' },
  too_many_columns: {
    status: 422,
    title: 'Too many columns',
    fix: 'Send fewer columns: a time and a price are all that is needed.',
  },
  row_too_large: {
    status: 422,
    title: 'A row is too large',
    fix: 'Send shorter rows; the limit stands in the detail.',
  },
  nested_too_deeply: {
    status: 422,
    title: 'The data is nested too deeply',
    fix: 'Send flat rows; the limit stands in the detail.',
  },
  inflates_too_large: {
    status: 422,
    title: 'The file unpacks to too much',
    fix: 'Send a smaller file; the limit stands in the detail.',
  },
  reading_timeout: {
    status: 422,
    title: 'The data takes too long to read',
    fix: 'Send fewer rows or a simpler file, CSV or Parquet for instance.',
  },
  reading_memory: {
    status: 422,
    title: 'The data needs too much memory to be read',
    fix: 'Send fewer rows or a simpler file, CSV or Parquet for instance.',
  },
  balance_limit: { status: 422, title: 'The balance would be too large', fix: 'Top up a smaller amount.' },
  headers_too_large: { status: 431, title: 'The headers are too large', fix: 'Send fewer or shorter headers.' },
  too_many_requests: { status: 429, title: 'Too many requests', fix: 'Wait as long as Retry-After says.' },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    fix: 'Try again; if it stays, tell us the request id.',
  },
  bad_gateway: { status: 502, title: 'A part of the service answered wrongly', fix: 'Try again in a moment.' },
  unavailable: { status: 503, title: 'A part of the service is not available', fix: 'Try again in a moment.' },
  gateway_timeout: { status: 504, title: 'A part of the service took too long', fix: 'Try again in a moment.' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorCatalogue;

/** One fault of one field. */
export interface FieldFault {
  field: string;
  message: string;
}

/** The body of every error answer (RFC 9457). */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  request_id?: string;
  errors?: FieldFault[];
}

export interface ProblemExtras {
  errors?: FieldFault[];
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
}

/** An error meant for the client: thrown anywhere in a request, answered as `application/problem+json`. */
export class Problem extends Error {
  readonly status: number;

  /** @param detail a sentence for a person: what happened, and what to do. */
  constructor(
    readonly code: ErrorCode,
    readonly detail: string = errorCatalogue[code].fix,
    readonly extras: ProblemExtras = {},
  ) {
    super(`${code}: ${detail}`);
    this.status = errorCatalogue[code].status;
  }

  toDocument(requestId?: string): ProblemDocument {
    return {
      type: `/docs/errors#${this.code}`,
      title: errorCatalogue[this.code].title,
      status: this.status,
      detail: this.detail,
      code: this.code,
      ...(requestId ? { request_id: requestId } : {}),
      ...(this.extras.errors ? { errors: this.extras.errors } : {}),
    };
  }
}
