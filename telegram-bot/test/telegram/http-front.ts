import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ApiError, blockedByUser, tooManyRequests } from './api-error.js';
import { type ApiAnswer, type BotApi, failed, type RecordedCall } from './bot-api.js';
import type { ActiveFault, Faults } from './faults.js';
import { DOWNLOAD_BYTES_MAX } from './files.js';
import type { Platform } from './platform.js';
import { readParameters } from './request.js';

const LAST_ANSWERS_MS = 1000;

const BAD_GATEWAY = `<html>\r
<head><title>502 Bad Gateway</title></head>\r
<body>\r
<center><h1>502 Bad Gateway</h1></center>\r
<hr><center>nginx/1.18.0</center>\r
</body>\r
</html>\r
`;

const WELCOME = '<html><body>Please sign in to this network</body></html>';

/** The HTTP side: whose call it is, what it meets on its way, and the answer. */
export class HttpFront {
  private readonly open = new Set<ServerResponse>();
  private closing = false;
  private readonly server = createServer((request, response) => {
    if (this.closing) {
      request.socket.destroy();
      return;
    }
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
    this.handle(request, response).catch((error) => {
      if (!response.headersSent) answer(response, failed(error));
    });
  });

  constructor(
    private readonly token: string,
    private readonly api: BotApi,
    private readonly faults: Faults,
    private readonly platform: Platform,
  ) {}

  async listen(port: number): Promise<string> {
    // Longer than any client keeps a connection: none is closed at the moment in which it is used again.
    this.server.keepAliveTimeout = 120_000;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Gives the answers that are on their way: what a test has seen happen must not end in an error of the bot's. */
  async close(): Promise<void> {
    this.closing = true;
    const answered = Promise.all([...this.open].map((response) => once(response, 'close')));
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, LAST_ANSWERS_MS).unref())]);
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://telegram');
    const [, isFile, token, path = ''] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(pathname) ?? [];
    const parameters = await readParameters(request, searchParams);
    if (token === undefined) return answer(response, failed(new ApiError(404, 'Not Found')));
    if (decodeURIComponent(token) !== this.token) return answer(response, failed(new ApiError(401, 'Unauthorized')));
    const call = this.api.record(isFile ? 'download' : path, parameters);
    response.once('finish', () => {
      call.status = response.statusCode;
    });
    const gone = new AbortController();
    response.once('close', () => {
      call.abandoned = !response.writableEnded && call.fault !== 'reset';
      gone.abort();
    });
    const proceed = async (): Promise<() => void> => {
      if (isFile) return () => this.download(path, response);
      const result = await this.api.call(call, parameters, gone.signal);
      return () => answer(response, result);
    };
    try {
      this.api.countRate(call);
    } catch (error) {
      return this.refuse(call, response, error);
    }
    const fault = this.faults.meet(call.method, call.chatId);
    if (fault) return this.goWrong(fault, call, response, proceed);
    (await proceed())();
  }

  private async goWrong(
    active: ActiveFault,
    call: RecordedCall,
    response: ServerResponse,
    proceed: () => Promise<() => void>,
  ): Promise<void> {
    const { fault } = active;
    call.fault = fault.with;
    if (fault.with === 429) return this.refuse(call, response, tooManyRequests(fault.retryAfter));
    if (fault.with === 403) return this.refuse(call, response, blockedByUser());
    if (fault.with === 'page') return page(response, 200);
    const happened = fault.happened ? await proceed() : undefined;
    if (fault.with === 502) {
      page(response, 502);
    } else if (fault.with === 'reset') {
      response.socket?.resetAndDestroy();
    } else {
      await active.released;
      // Who has hung up in the meantime gets nothing, and nothing happens for them.
      if (!response.destroyed) (happened ?? (await proceed()))();
    }
  }

  private refuse(call: RecordedCall, response: ServerResponse, error: unknown) {
    if (error instanceof ApiError && error.retryAfterS !== undefined) this.api.told(call, error.retryAfterS);
    answer(response, failed(error));
  }

  private download(path: string, response: ServerResponse) {
    const file = this.platform.files.at(decodeURIComponent(path));
    if (!file || file.bytes.length > DOWNLOAD_BYTES_MAX)
      return answer(response, failed(new ApiError(404, 'Not Found')));
    response
      .writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length })
      .end(file.bytes);
  }
}

function page(response: ServerResponse, status: 200 | 502) {
  response.writeHead(status, { 'content-type': 'text/html' }).end(status === 502 ? BAD_GATEWAY : WELCOME);
}

function answer(response: ServerResponse, { status, body }: ApiAnswer) {
  if (response.destroyed) return;
  const parameters = body['parameters'];
  const retryAfter =
    typeof parameters === 'object' && parameters !== null && 'retry_after' in parameters
      ? parameters.retry_after
      : undefined;
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  response.writeHead(status, { 'content-type': 'application/json', ...wait }).end(JSON.stringify(body));
}
