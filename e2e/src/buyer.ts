import { randomBytes } from 'node:crypto';
import { eventually } from '@coincast/shared/testing';

/** An answer as a client sees it. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  request_id: string;
}

export interface AcceptedJob {
  id: number;
  model_name: string;
  status: string;
  cost: number;
  created_at: string;
  rows: { valid: number; invalid: number };
}

export interface Job {
  id: number;
  model_name: string;
  status: 'PENDING' | 'OK' | 'ERROR';
  predictions: number[];
  valid_input: { timestamp: string; price: number }[];
  invalid_rows: [number, Record<string, unknown>][];
  cost: number;
  created_at: string;
  finished_at: string | null;
  error: string | null;
  horizon: number;
  timestamps: string[];
  intervals: Record<80 | 95, { lower: number[]; upper: number[] }> | null;
  metrics: Record<string, unknown> | null;
  warnings: { code: string; message: string; example?: string }[];
}

export interface LedgerEntry {
  id: number;
  amount: number;
  tx_type: 'DEPOSIT' | 'PREDICTION_CHARGE' | 'REFUND';
  reason: string;
  balance_after: number;
  created_at: string;
  job_id: number | null;
}

/** Sends a request and reads the answer; JSON bodies are encoded and decoded. */
export async function call<Body>(url: string, init: RequestInit & { json?: unknown } = {}): Promise<Answer<Body>> {
  const { json, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (json !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(url, {
    ...rest,
    headers,
    ...(json === undefined ? {} : { method: rest.method ?? 'POST', body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

/** A series of `rows` daily prices that rise by one. */
export function series(rows: number): { timestamp: string; price: number }[] {
  return Array.from({ length: rows }, (_, i) => ({
    timestamp: new Date(Date.UTC(2024, 0, 1 + i)).toISOString(),
    price: 100 + i,
  }));
}

/** One registered user with a token, doing what users do through the public API. */
export class Buyer {
  constructor(
    readonly url: string,
    readonly email: string,
    readonly token: string,
  ) {}

  static async register(url: string, credits = 0): Promise<Buyer> {
    const email = `buyer-${randomBytes(8).toString('hex')}@example.com`;
    const password = randomBytes(12).toString('hex');
    const { status, body } = await call<{ access_token: string }>(`${url}/api/auth/register`, {
      json: { email, password },
    });
    if (status !== 201) throw new Error(`register answered ${status} ${JSON.stringify(body)}`);
    const buyer = new Buyer(url, email, body.access_token);
    if (credits > 0) await buyer.topUp(credits);
    return buyer;
  }

  call<Body>(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Answer<Body>> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    return call<Body>(`${this.url}${path}`, { ...init, headers });
  }

  async topUp(amount: number, key?: string): Promise<Answer<{ balance: number }>> {
    return this.call('/api/account/top-up', {
      json: { amount },
      headers: key ? { 'idempotency-key': key } : {},
    });
  }

  async balance(): Promise<number> {
    return (await this.call<{ balance: number }>('/api/account/balance')).body.balance;
  }

  /** Every entry of the ledger, newest first. */
  async transactions(): Promise<LedgerEntry[]> {
    const all: LedgerEntry[] = [];
    for (;;) {
      const before = all.at(-1)?.id;
      const page = await this.call<LedgerEntry[]>(
        `/api/account/transactions?limit=1000${before ? `&before=${before}` : ''}`,
      );
      all.push(...page.body);
      if (page.body.length < 1000) return all;
    }
  }

  predict(
    data: unknown,
    // `null`: the request names no model.
    { model = 'Demo', horizon, key }: { model?: string | null; horizon?: number; key?: string } = {},
  ): Promise<Answer<AcceptedJob & Omit<Problem, 'status'>>> {
    return this.call('/api/predict/', {
      json: { ...(model === null ? {} : { model_name: model }), data, ...(horizon === undefined ? {} : { horizon }) },
      headers: key ? { 'idempotency-key': key } : {},
    });
  }

  upload(
    file: Blob,
    name: string,
    fields: Record<string, string> = {},
  ): Promise<Answer<AcceptedJob & Omit<Problem, 'status'>>> {
    const form = new FormData();
    for (const [field, value] of Object.entries({ model_name: 'Demo', ...fields })) form.set(field, value);
    form.set('file', file, name);
    return this.call('/api/predict/', { method: 'POST', body: form });
  }

  job(id: number): Promise<Answer<Job & Omit<Problem, 'status'>>> {
    return this.call(`/api/predict/${id}`);
  }

  /** Waits for the job to end. */
  finished(id: number, timeoutMs = 30_000): Promise<Job> {
    return eventually(
      `job ${id} finishes`,
      async () => {
        const { status, body } = await this.job(id);
        return status === 200 && body.status !== 'PENDING' && body;
      },
      timeoutMs,
    );
  }

  /** Every job of the user, newest first. */
  async history(): Promise<{ id: number; status: Job['status']; cost: number }[]> {
    const all: { id: number; status: Job['status']; cost: number }[] = [];
    for (;;) {
      const before = all.at(-1)?.id;
      const page = await this.call<typeof all>(`/api/predict/history?limit=1000${before ? `&before=${before}` : ''}`);
      all.push(...page.body);
      if (page.body.length < 1000) return all;
    }
  }
}
