import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeCall {
  method: string;
  /** What was sent as JSON; `{}` for a form. */
  payload: Record<string, unknown>;
  /** The body as it came. */
  body: string;
  headers: IncomingMessage['headers'];
  atMs: number;
}

/** How a call is answered instead: an error of the Bot API, a plain status, a broken connection, or never. */
export type FakeAnswer =
  | { result: unknown }
  | { error_code: number; description: string; parameters?: { retry_after: number } }
  | { status: number; text?: string }
  | 'reset'
  | 'silence';

/** As much of the Bot API as these tests need, over real HTTP. */
export class FakeTelegram {
  readonly token = '4242:AAfake-token_for-tests';
  readonly calls: FakeCall[] = [];
  /** Are handed out by getUpdates until they are confirmed. */
  readonly updates: { update_id: number }[] = [];
  readonly files = new Map<string, Buffer>();
  private readonly answers = new Map<string, FakeAnswer[]>();
  private readonly polls = new Set<() => void>();
  private nextMessageId = 100;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  static async start(): Promise<FakeTelegram> {
    const fake = new FakeTelegram();
    await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get root(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers the next calls of a method like this, one each. */
  next(method: string, ...answers: FakeAnswer[]): void {
    this.answers.set(method, [...(this.answers.get(method) ?? []), ...answers]);
  }

  callsOf(method: string): FakeCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  give(...updates: { update_id: number }[]): void {
    this.updates.push(...updates);
    for (const wake of this.polls) wake();
  }

  get waitingPolls(): number {
    return this.polls.size;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces).toString('latin1');
    const [, first = '', ...others] = (request.url ?? '').split('/');
    if (first === 'file') return this.serveFile(others, response);
    const method = others.join('/');
    const isJson = request.headers['content-type'] === 'application/json';
    const payload = isJson ? JSON.parse(Buffer.concat(pieces).toString()) : {};
    this.calls.push({ method, payload, body, headers: request.headers, atMs: performance.now() });
    const answer = first === `bot${this.token}` ? this.answers.get(method)?.shift() : unauthorized;
    if (answer === 'silence') return;
    if (answer === 'reset') return void request.socket.resetAndDestroy();
    if (answer && 'status' in answer) return void response.writeHead(answer.status).end(answer.text ?? '');
    if (answer && 'error_code' in answer) {
      return void response.writeHead(answer.error_code).end(JSON.stringify({ ok: false, ...answer }));
    }
    const result = answer ? answer.result : await this.resultOf(method, payload, request);
    response.end(JSON.stringify({ ok: true, result }));
  }

  private async resultOf(method: string, payload: Record<string, unknown>, request: IncomingMessage): Promise<unknown> {
    if (method === 'getUpdates') return this.poll(payload, request);
    if (method === 'getMe') return { id: 4242, is_bot: true, first_name: 'Fake', username: 'fake_bot' };
    if (method === 'getFile') return { file_id: payload['file_id'], file_path: `documents/${payload['file_id']}` };
    if (method.startsWith('send')) return { message_id: this.nextMessageId++ };
    return true;
  }

  private async poll(payload: Record<string, unknown>, request: IncomingMessage): Promise<unknown> {
    const offset = Number(payload['offset'] ?? 0);
    while (this.updates[0] && this.updates[0].update_id < offset) this.updates.shift();
    if (this.updates.length === 0) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.polls.delete(wake);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(wake, Number(payload['timeout'] ?? 0) * 1000);
        this.polls.add(wake);
        request.socket.once('close', wake);
      });
    }
    return this.updates.slice(0, Number(payload['limit'] ?? 100));
  }

  private serveFile([bot, ...path]: string[], response: ServerResponse): void {
    const file = this.files.get(path.map(decodeURIComponent).join('/'));
    if (bot !== `bot${this.token}` || !file) response.writeHead(404).end('{"ok":false}');
    else response.writeHead(200, { 'content-length': file.length }).end(file);
  }
}

const unauthorized = { error_code: 401, description: 'Unauthorized' };
