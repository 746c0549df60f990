import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transaction } from '../src/api/account-api.js';

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface Seen {
  call: string;
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

export const goodToken = 'aaa.bbb.ccc';

export function problem(status: number, code: string, extras: Record<string, unknown> = {}): Answer {
  return { status, body: { type: '', title: '', status, code, detail: code, ...extras } };
}

/** A real HTTP server that answers as the gateway's contract says; `answers` changes what a call gets. */
export class FakeGateway {
  balance = 0;
  transactions: Transaction[] = [];
  readonly seen: Seen[] = [];
  /** By `POST /api/auth/login`. */
  readonly answers = new Map<string, Answer>();
  /** Calls whose answers are no JSON. */
  readonly files = new Map<string, (url: URL, response: ServerResponse) => void>();
  /** Further calls that it answers, to those who are signed in. */
  readonly pages: ((call: string, url: URL) => Answer | undefined)[] = [];
  private readonly keys = new Set<string>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeGateway> {
    const server = createServer();
    const gateway = new FakeGateway(server);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://gateway');
        const call = `${request.method} ${url.pathname}`;
        const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text);
        gateway.seen.push({ call, headers: request.headers, body });
        const file = gateway.files.get(call);
        if (file) {
          file(url, response);
          return;
        }
        const answer = gateway.answers.get(call) ?? gateway.answer(call, url, request.headers, body);
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

  deposit(amount: number, reason = 'Manual top-up', createdAt = new Date()): void {
    this.book({ amount, reason, tx_type: 'DEPOSIT', job_id: null, created_at: createdAt.toISOString() });
  }

  book(entry: Omit<Transaction, 'id' | 'balance_after'>): void {
    this.balance += entry.amount;
    this.transactions.unshift({ ...entry, id: this.transactions.length + 1, balance_after: this.balance });
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
    if (headers.authorization !== `Bearer ${goodToken}`) return problem(401, 'not_signed_in');
    if (call === 'GET /api/account/balance') return { status: 200, body: { balance: this.balance } };
    if (call === 'GET /api/account/transactions') {
      const before = Number(url.searchParams.get('before') ?? Number.MAX_SAFE_INTEGER);
      const job = url.searchParams.get('job_id');
      const older = this.transactions.filter(
        ({ id, job_id }) => id < before && (job === null || String(job_id) === job),
      );
      return { status: 200, body: older.slice(0, Number(url.searchParams.get('limit') ?? 100)) };
    }
    if (call === 'POST /api/account/top-up') {
      const key = String(headers['idempotency-key']);
      if (!this.keys.has(key)) this.deposit(Number(body['amount']), String(body['reason'] ?? 'Manual top-up'));
      this.keys.add(key);
      return { status: 201, body: { balance: this.balance } };
    }
    for (const page of this.pages) {
      const answer = page(call, url);
      if (answer) return answer;
    }
    return problem(404, 'not_found');
  }
}
