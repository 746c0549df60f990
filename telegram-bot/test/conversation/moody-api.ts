import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `losing`: what is asked for is done, and the answer gets lost. */
export type Mood = 'well' | 'away' | 'losing' | 'refusing' | 'odd';

/** As much of the public API as accounts and balances need, and not always in a state to answer. */
export class MoodyApi {
  mood: Mood = 'well';
  balance = 0;
  private readonly booked = new Map<string, number>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MoodyApi> {
    const server = createServer();
    const api = new MoodyApi(server);
    server.on('request', (request, response) => void api.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (this.mood === 'away') return void request.socket.destroy();
    if (this.mood === 'refusing') return problem(response, 429);
    if (this.mood === 'odd') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello');
    const body = Buffer.concat(chunks).toString();
    const answer = this.answerTo(request, body === '' ? {} : JSON.parse(body));
    if (this.mood === 'losing') return void request.socket.destroy();
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  }

  private answerTo({ url, headers }: IncomingMessage, { amount }: { amount?: number }): unknown {
    if (url?.startsWith('/api/auth/')) return { access_token: 'a.good.token', token_type: 'bearer' };
    if (url === '/api/account/balance') return { balance: this.balance };
    if (url !== '/api/account/top-up') return undefined;
    const key = String(headers['idempotency-key']);
    if (!this.booked.has(key)) this.balance += amount ?? 0;
    this.booked.set(key, this.booked.get(key) ?? this.balance);
    return { balance: this.booked.get(key) };
  }
}

function problem(response: ServerResponse, status: number): void {
  const body = { type: 'x', title: 'Slow down', status, detail: 'Slow down', code: 'rate_limited', request_id: 'r' };
  response
    .writeHead(status, { 'content-type': 'application/problem+json', 'retry-after': '7' })
    .end(JSON.stringify(body));
}
