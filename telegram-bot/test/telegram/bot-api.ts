import { ApiError } from './api-error.js';
import type { Fault } from './faults.js';
import { EDITING } from './methods/editing.js';
import type { Call, Method } from './methods/method.js';
import { receiving } from './methods/receiving.js';
import { SENDING } from './methods/sending.js';
import { SETTINGS } from './methods/settings.js';
import type { Parameters } from './parameters.js';
import type { Platform } from './platform.js';
import type { Rates } from './rates.js';
import type { JsonObject } from './types.js';

/** A call of the bot, as it came. */
export interface RecordedCall {
  method: string;
  parameters: JsonObject;
  chatId: number | undefined;
  /** Milliseconds since the epoch. */
  at: number;
  /** The HTTP status of the answer; undefined while there is none, and when it got lost. */
  status: number | undefined;
  /** The fault that it met. */
  fault: Fault['with'] | undefined;
  /** The bot hung up before there was an answer. */
  abandoned: boolean;
}

export interface ApiAnswer {
  status: number;
  body: JsonObject;
}

/** The methods of the Bot API. */
export class BotApi {
  readonly calls: RecordedCall[] = [];
  private readonly methods: ReadonlyMap<string, { name: string; run: Method; isMessage: boolean }>;

  constructor(
    private readonly platform: Platform,
    private readonly rates: Rates,
  ) {
    const receive = receiving(async (method, parameters) => {
      const call = this.record(method, parameters);
      call.status = (await this.call(call, parameters, new AbortController().signal)).status;
    });
    const all = { ...SENDING, ...EDITING, ...SETTINGS, ...receive };
    const entries = Object.entries(all).map(([name, run]) => {
      const isMessage = /^send(?!ChatAction)|^edit/.test(name);
      return [name.toLowerCase(), { name, run, isMessage }] as const;
    });
    this.methods = new Map(entries);
  }

  /** The method's name as it is written in the documentation; undefined for one that there isn't. */
  nameOf(method: string): string | undefined {
    return this.methods.get(method.toLowerCase())?.name;
  }

  record(method: string, parameters: Parameters): RecordedCall {
    const { fields } = parameters;
    const call: RecordedCall = {
      method: this.nameOf(method) ?? method,
      parameters: fields,
      chatId: parameters.integer('chat_id'),
      at: Date.now(),
      status: undefined,
      fault: undefined,
      abandoned: false,
    };
    this.calls.push(call);
    return call;
  }

  /** Counts a message or an edit, and throws 429 when it is too much for a strict server. */
  countRate({ method, chatId }: RecordedCall) {
    if (chatId !== undefined && this.methods.get(method.toLowerCase())?.isMessage) this.rates.arrive(chatId);
  }

  /** Carries a call out. */
  async call({ method }: RecordedCall, parameters: Parameters, gone: AbortSignal): Promise<ApiAnswer> {
    const found = this.methods.get(method.toLowerCase());
    if (!found) return failed(new ApiError(404, 'Not Found: method not found'));
    const call: Call = { platform: this.platform, parameters, gone };
    try {
      return { status: 200, body: { ok: true, result: await found.run(call) } };
    } catch (error) {
      return failed(error);
    }
  }

  /** Notes that a chat was told to wait. */
  told({ chatId }: RecordedCall, retryAfterS: number) {
    if (chatId !== undefined) this.rates.told(chatId, retryAfterS);
  }
}

/** What is no error of the API is one of this server: said as Telegram says its own. */
export function failed(error: unknown): ApiAnswer {
  if (error instanceof ApiError) return { status: error.code, body: error.body };
  const description = `Internal Server Error: ${error instanceof Error ? error.message : error}`;
  return { status: 500, body: { ok: false, error_code: 500, description } };
}
