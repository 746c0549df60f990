import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const internalToken = 'internal-token-of-the-tests-0123456789';

/** Stands in for billing-service over real HTTP. */
export interface FakeBilling {
  url: string;
  /** By user id; a user who is missing here has 0. */
  balances: Map<number, number>;
  /** How it behaves; `down` answers 503, `slow` never answers, `odd` answers something else. */
  mode: 'up' | 'down' | 'slow' | 'odd';
  /** Requests that showed the service token. */
  checks: number;
  close(): Promise<void>;
}

export async function startFakeBilling(): Promise<FakeBilling> {
  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    if (incoming.headers['x-service-token'] !== internalToken || incoming.url !== '/internal/balances') {
      response.writeHead(404).end();
      return;
    }
    fake.checks++;
    if (fake.mode === 'slow') return;
    if (fake.mode === 'down') {
      response.writeHead(503).end();
      return;
    }
    const { user_ids } = JSON.parse(Buffer.concat(pieces).toString()) as { user_ids: number[] };
    const balances = Object.fromEntries(user_ids.map((id) => [id, fake.balances.get(id) ?? 0]));
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(fake.mode === 'odd' ? { nothing: 1 } : { balances }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeBilling = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    balances: new Map(),
    mode: 'up',
    checks: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}
