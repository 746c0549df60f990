import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeAccounts, FakeLedger } from './fake-accounts.js';

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
];

/** As `GET /api/auth/me` has it. */
export function userOf(id: number) {
  return { id, email: `user-${id}@example.com`, role: 'USER', created_at: '2026-01-02T03:04:05.000Z' };
}

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
  /** By `POST /api/auth/login`. */
  readonly answers = new Map<string, Answer>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeGateway> {
    const server = createServer();
    const gateway = new FakeGateway(server);
    server.on('request', (request, response) => {
      let text = '';
      response.once('close', () => {
        if (!response.writableFinished) gateway.abandoned++;
      });
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', async () => {
        const url = new URL(request.url ?? '/', 'http://gateway');
        const call = `${request.method} ${url.pathname}`;
        const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text);
        gateway.seen.push({ call, query: url.search, headers: request.headers, body });
        const intercepted = await gateway.intercept(call, url);
        const answer = intercepted ?? gateway.answers.get(call) ?? gateway.answer(call, url, request.headers, body);
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

  private answer(call: string, url: URL, headers: IncomingHttpHeaders, body: Record<string, unknown>): Answer {
    const token = { access_token: goodToken, token_type: 'bearer' };
    if (call === 'POST /api/auth/register') return { status: 201, body: token };
    if (call === 'POST /api/auth/login') return { status: 200, body: token };
    if (call === 'GET /api/models/catalog') {
      return { status: 200, body: catalogue };
    }
    const userId = /^Bearer user\.(\d+)$/.exec(headers.authorization ?? '')?.[1];
    if (call === 'GET /api/auth/me' && userId !== undefined) return { status: 200, body: userOf(Number(userId)) };
    if (headers.authorization !== `Bearer ${goodToken}`) return problem(401, 'not_signed_in');
    if (call === 'GET /api/account/balance') return { status: 200, body: { balance: this.balance } };
    if (call === 'GET /api/account/transactions') return { status: 200, body: this.own.list(url.searchParams) };
    const key = String(headers['idempotency-key']);
    if (call === 'POST /api/account/top-up') {
      const reason = body['reason'] === undefined ? undefined : String(body['reason']);
      return { status: 201, body: { balance: this.own.topUp(key, Number(body['amount']), reason) } };
    }
    const answer = this.accounts.answer({ call, url, key, body });
    if (answer) return answer;
    return problem(404, 'not_found');
  }
}
