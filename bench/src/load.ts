import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';

/** A user of the load: a token and a wallet with plenty in it. */
export interface LoadUser {
  token: string;
}

const credits = 1_000_000_000;

/** Registers `count` users and fills their wallets. */
export async function registerUsers(url: string, count: number): Promise<LoadUser[]> {
  const users: LoadUser[] = [];
  for (let i = 0; i < count; i++) {
    const email = `load-${randomBytes(8).toString('hex')}@example.com`;
    const { access_token: token } = await post<{ access_token: string }>(`${url}/api/auth/register`, undefined, {
      email,
      password: randomBytes(12).toString('hex'),
    });
    await post(`${url}/api/account/top-up`, token, { amount: credits });
    users.push({ token });
  }
  return users;
}

async function post<Body>(url: string, token: string | undefined, body: unknown): Promise<Body> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

/** Requests that one client after the other may send. */
export interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

export interface LoadResult {
  requests: number;
  elapsedMs: number;
  /** Sorted, milliseconds. */
  latenciesMs: number[];
}

/**
 * Keeps `clients` connections busy, each with one request at a time, until `count` requests have been answered.
 * @throws when any answer is not `expected`: a benchmark of refusals measures nothing.
 */
export async function runLoad(
  url: string,
  {
    users,
    clients,
    count,
    request,
    expected,
  }: {
    users: LoadUser[];
    clients: number;
    count: number;
    request: (n: number) => LoadRequest;
    expected: number;
  },
): Promise<LoadResult> {
  const pool = new Pool(url, { connections: clients, pipelining: 1 });
  const latenciesMs: number[] = [];
  let sent = 0;
  const client = async (user: LoadUser) => {
    while (sent < count) {
      const { method, path, body, headers } = request(sent++);
      const started = performance.now();
      const response = await pool.request({
        method,
        path,
        body: body ?? null,
        headers: {
          authorization: `Bearer ${user.token}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
      });
      if (response.statusCode !== expected) {
        throw new Error(`${method} ${path} answered ${response.statusCode}: ${await response.body.text()}`);
      }
      await response.body.dump();
      latenciesMs.push(performance.now() - started);
    }
  };
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, (_, i) => {
      const user = users[i % users.length];
      if (!user) throw new Error('No users');
      return client(user);
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  return { requests: count, elapsedMs, latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

/** @param sorted ascending; @param q 0..1 */
export function quantile(sorted: number[], q: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  if (value === undefined) throw new Error('No values');
  return value;
}
