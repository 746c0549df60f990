import { openAsBlob } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type Joi from 'joi';
import { Agent, type Dispatcher, FormData, request } from 'undici';
import { requestIdHeader } from '../http/send-problem.js';
import { webTokenHeader } from '../http/web-token.js';
import { isTraceparent } from '../observability/tracing/traceparent.js';
import { problemAnswer } from './answers.js';
import { ApiRefusal, ApiUnavailable } from './api-errors.js';
import { mayTryAgain, waitsMs } from './retries.js';

export interface GatewayConnectionOptions {
  base: string;
  /** From the beginning of a call to the end of its answer; a call with a file has `fileTimeoutMs`. */
  timeoutMs: number;
  fileTimeoutMs: number;
  webToken?: string;
}

/** For whom a call is made. */
export interface Caller {
  requestId: string;
  /** Of the visitor, who is the one to be counted by rate limits. */
  address: string;
  /** Of what makes the call, when that belongs to a trace. */
  traceparent?: unknown;
  /** Ends its calls early, when the visitor has gone. */
  signal?: AbortSignal;
}

/** Who calls, and with which right. */
export interface Session extends Caller {
  token: string;
}

/** A file on this machine, to be sent under another name. */
export interface FileToSend {
  path: string;
  name: string;
}

export interface Call<Answer> {
  method?: 'GET' | 'POST';
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form instead. */
  form?: { fields: Record<string, string>; file: FileToSend };
  headers?: Record<string, string>;
  answer: Joi.Schema<Answer>;
}

/** An answer that is passed on as it comes. */
export interface StreamedAnswer {
  headers: IncomingHttpHeaders;
  body: Readable;
}

const largestAnswerBytes = 4 * 1024 * 1024;
const connectTimeoutMs = 2_000;
// Shorter than the gateway keeps an idle connection, so that we never write to one that it is closing.
const keepAliveTimeout = 20_000;

/**
 * Calls of the gateway's public API.
 * @throws ApiRefusal for a problem of the caller's, ApiUnavailable for everything that is not.
 */
export class GatewayConnection {
  private readonly answers: Agent;
  private readonly streams: Agent;

  constructor(private readonly options: GatewayConnectionOptions) {
    const connect = { timeout: connectTimeoutMs };
    this.answers = new Agent({ connections: 128, connect, keepAliveTimeout, maxResponseSize: largestAnswerBytes });
    this.streams = new Agent({ connections: 32, connect, keepAliveTimeout });
  }

  /** An answer that is checked against its schema; what the schema does not name is left out. */
  async call<Answer>(caller: Caller | Session, call: Call<Answer>): Promise<Answer> {
    const timeoutMs = call.form ? this.options.fileTimeoutMs : this.options.timeoutMs;
    try {
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = caller.signal ? AbortSignal.any([timeout, caller.signal]) : timeout;
      const { statusCode, headers, body } = await this.send(caller, call, { dispatcher: this.answers, signal });
      const text = await body.text();
      checkStatus(statusCode, headers, text);
      const { value, error } = call.answer.required().validate(asJson(text), { stripUnknown: true });
      if (error) throw new ApiUnavailable(`its answer to ${call.path} is not as agreed: ${error.message}`);
      return value as Answer;
    } catch (error) {
      throw asApiError(error);
    }
  }

  /**
   * An answer of any length. Whoever asks for it reads it to its end or destroys it; only the session's signal ends it
   * early.
   */
  async stream(session: Session, path: string): Promise<StreamedAnswer> {
    try {
      const { signal } = session;
      const options = {
        dispatcher: this.streams,
        headersTimeout: this.options.fileTimeoutMs,
        ...(signal ? { signal } : {}),
      };
      const { statusCode, headers, body } = await this.send(session, { path }, options);
      if (statusCode >= 400) checkStatus(statusCode, headers, await body.text());
      return { headers, body };
    } catch (error) {
      throw asApiError(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.answers.destroy(), this.streams.destroy()]);
  }

  private async send(
    caller: Caller | Session,
    call: Omit<Call<unknown>, 'answer'>,
    options: SendOptions,
  ): Promise<Dispatcher.ResponseData> {
    for (const waitMs of waitsMs) {
      try {
        return await this.sendOnce(caller, call, options);
      } catch (error) {
        if (options.signal?.aborted || !mayTryAgain(error, call)) throw error;
      }
      await wait(waitMs * (0.5 + 0.5 * Math.random()), undefined, options.signal ? { signal: options.signal } : {});
    }
    return this.sendOnce(caller, call, options);
  }

  private async sendOnce(
    caller: Caller | Session,
    call: Omit<Call<unknown>, 'answer'>,
    options: SendOptions,
  ): Promise<Dispatcher.ResponseData> {
    const { base, webToken } = this.options;
    return request(base + call.path, {
      ...options,
      method: call.method ?? 'GET',
      headers: {
        accept: 'application/json',
        [requestIdHeader]: caller.requestId,
        ...(isTraceparent(caller.traceparent) ? { traceparent: caller.traceparent } : {}),
        ...('token' in caller ? { authorization: `Bearer ${caller.token}` } : {}),
        ...(webToken ? { [webTokenHeader]: webToken, 'x-forwarded-for': caller.address } : {}),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.form ? { body: await formOf(call.form) } : {}),
    });
  }
}

interface SendOptions {
  dispatcher: Dispatcher;
  signal?: AbortSignal;
  headersTimeout?: number;
}

async function formOf({ fields, file }: NonNullable<Call<unknown>['form']>): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', await openAsBlob(file.path), file.name);
  return form;
}

function checkStatus(status: number, headers: IncomingHttpHeaders, text: string): void {
  if (status >= 500) throw new ApiUnavailable(`it answered ${status}`);
  if (status < 400) return;
  const { value, error } = problemAnswer.required().validate(asJson(text), { stripUnknown: true });
  if (error) throw new ApiUnavailable(`its answer ${status} is no problem document`);
  const seconds = Number(headers['retry-after']);
  throw new ApiRefusal(value, seconds > 0 ? seconds : undefined);
}

function asApiError(error: unknown): Error {
  if (error instanceof ApiRefusal || error instanceof ApiUnavailable) return error;
  return new ApiUnavailable(error instanceof Error ? error.message : 'no answer', { cause: error });
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
