import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeAccounts, FakeLedger } from './fake-accounts.js';
import { FakePredictions, type FormSeen } from './fake-predictions.js';

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface Seen {
  call: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

const catalogue = [
  {
    name: 'Demo',
    title: { en: 'Demo', ru: 'Демо' },
    description: { en: 'Simple.', ru: 'Простая.' },
    price_per_row: 2,
    min_rows: 1,
    intervals: true,
  },
  {
    name: 'Auto',
    title: { en: 'Automatic', ru: 'Автоматически' },
    description: { en: 'The best.', ru: 'Лучшая.' },
    price_per_row: 2,
    min_rows: 3,
    intervals: true,
  },
];

/** As `GET /api/auth/me` has it. */
export function userOf(id: number) {
  return { id, email: `user-${id}@example.com`, role: 'USER', created_at: '2026-01-02T03:04:05.000Z' };
}

/** What every session gets. */
export const linkCode = { code: 'q1Zy0mWc7tPj4vXn-9sKdE2hRu6LaG_T', expires_at: '2026-01-02T03:14:05.000Z' };

export const goodToken = 'aaa.bbb.ccc';

export function problem(status: number, code: string, extras: Record<string, unknown> = {}): Answer {
  return { status, body: { type: '', title: '', status, code, detail: code, ...extras } };
}

/** A real HTTP server that answers as the gateway's contract says; `answers` changes what a call gets. */
export class FakeGateway {
  private readonly own = new FakeLedger();
  readonly accounts = new FakeAccounts();
  /** Looked at before anything else, with the query: to fail or to hold a single answer. */
  intercept: (call: string, url: URL) => Promise<Answer | undefined> | undefined = () => undefined;
  readonly seen: Seen[] = [];
  /** How many calls were broken off before their answer. */
  abandoned = 0;
  readonly predictions = new FakePredictions();
  /** By the token that its user sends. */
  readonly users = new Map([[goodToken, 1]]);
  /** By `POST /api/auth/login`. */
  readonly answers = new Map<string, Answer>();
  /** Calls whose answers are no JSON. */
  readonly files = new Map<string, (url: URL, response: ServerResponse) => void>();
  /** Further calls that it answers, to those who are signed in. */
  readonly pages: ((call: string, url: URL) => Answer | undefined)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeGateway> {
    const server = createServer();
    const gateway = new FakeGateway(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      response.once('close', () => {
        if (!response.writableFinished) gateway.abandoned++;
      });
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const content = Buffer.concat(chunks);
        const form = await formIn(request.headers, content);
        const text = form ? '' : content.toString();
        const url = new URL(request.url ?? '/', 'http://gateway');
        const call = `${request.method} ${url.pathname}`;
        const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text);
        gateway.seen.push({ call, query: url.search, headers: request.headers, body });
        const file = gateway.files.get(call);
        if (file) {
          file(url, response);
          return;
        }
        const intercepted = await gateway.intercept(call, url);
        const answer =
          intercepted ?? gateway.answers.get(call) ?? gateway.answer(call, url, request.headers, body, form);
        const series = gateway.seriesOf(call);
        if (series !== undefined && answer.status === 200) {
          response.writeHead(200, { 'content-type': 'text/csv' }).end(series);
          return;
        }
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        response.end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get balance(): number {
    return this.own.balance;
  }

  deposit(...deposit: Parameters<FakeLedger['deposit']>): void {
    this.own.deposit(...deposit);
  }

  book(entry: Parameters<FakeLedger['book']>[0]): void {
    this.own.book(entry);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private seriesOf(call: string): string | undefined {
    const [, id] = /^GET \/api\/predict\/(\d+)\/series$/.exec(call) ?? [];
    return id === undefined ? undefined : this.predictions.series.get(Number(id));
  }

  private answer(
    call: string,
    url: URL,
    headers: IncomingHttpHeaders,
    body: Record<string, unknown>,
    form: FormSeen = { fields: {}, file: undefined },
  ): Answer {
    const token = { access_token: goodToken, token_type: 'bearer' };
    if (call === 'POST /api/auth/register') return { status: 201, body: token };
    if (call === 'POST /api/auth/login') return { status: 200, body: token };
    if (call === 'GET /api/models/catalog') {
      return { status: 200, body: catalogue };
    }
    const userId = /^Bearer user\.(\d+)$/.exec(headers.authorization ?? '')?.[1];
    if (call === 'GET /api/auth/me' && userId !== undefined) return { status: 200, body: userOf(Number(userId)) };
    const id = this.users.get(String(headers.authorization).replace('Bearer ', ''));
    if (id === undefined) return problem(401, 'not_signed_in');
    if (call === 'GET /api/auth/me' && id !== this.users.get(goodToken)) return { status: 200, body: userOf(id) };
    if (this.seriesOf(call) !== undefined) return { status: 200, body: null };
    const predicted = this.predictions.answer(call, headers, form);
    if (predicted) return predicted;
    if (call === 'GET /api/account/balance') return { status: 200, body: { balance: this.balance } };
    if (call === 'GET /api/account/transactions') return { status: 200, body: this.own.list(url.searchParams) };
    if (call === 'POST /api/auth/link-codes') return { status: 201, body: linkCode };
    const key = String(headers['idempotency-key']);
    if (call === 'POST /api/account/top-up') {
      const reason = body['reason'] === undefined ? undefined : String(body['reason']);
      return { status: 201, body: { balance: this.own.topUp(key, Number(body['amount']), reason) } };
    }
    for (const page of this.pages) {
      const answer = page(call, url);
      if (answer) return answer;
    }
    const answer = this.accounts.answer({ call, url, key, body });
    if (answer) return answer;
    return problem(404, 'not_found');
  }
}

/** A form with a file, as it was sent. */
async function formIn(headers: IncomingHttpHeaders, content: Buffer): Promise<FormSeen | undefined> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return undefined;
  const form = await new Response(new Uint8Array(content), { headers: { 'content-type': type } }).formData();
  const seen: FormSeen = { fields: {}, file: undefined };
  for (const [name, value] of form) {
    if (typeof value === 'string') seen.fields[name] = value;
    else seen.file = { name: value.name, text: await value.text() };
  }
  return seen;
}
