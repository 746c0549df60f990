import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createLogger } from '@coincast/shared/observability';
import { startTestIssuer, type TestIssuer } from '@coincast/shared/testing';
import { type GatewayOptions, startGateway } from '../src/service.js';

export const silent = createLogger('gateway', 'silent');

/** A small real server, such as one of the services behind the gateway. */
export interface TestServer {
  url: string;
  server: Server;
  close(): Promise<void>;
}

export async function startServer(handler: RequestListener): Promise<TestServer> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with what it got. */
export const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      }),
    );
  });
};

export interface Echoed {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface TestGateway {
  url: string;
  port: number;
  issuer: TestIssuer;
  /** `Bearer ...` of a user of his own. */
  bearer: string;
  /** Requests that reached a service: `GET /api/...`. */
  seen: string[];
  close(): Promise<void>;
}

/** A gateway whose three services are one small server; `env` changes its settings. */
export async function startTestGateway(
  handler: RequestListener = echo,
  env: Record<string, string> = {},
  options: GatewayOptions = {},
): Promise<TestGateway> {
  const seen: string[] = [];
  const service = await startServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    handler(request, response);
  });
  const issuer = await startTestIssuer();
  const gateway = await startGateway(
    {
      AUTH_URL: service.url,
      BILLING_URL: service.url,
      PREDICTION_URL: service.url,
      JWKS_URL: issuer.jwksUrl,
      RETRY_FOR_MS: '100',
      ...env,
    },
    { logger: silent, ...options },
  );
  return {
    url: gateway.url,
    port: Number(new URL(gateway.url).port),
    issuer,
    bearer: `Bearer ${issuer.tokenFor(1 + Math.floor(Math.random() * 1e12))}`,
    seen,
    close: async () => {
      await service.close();
      await gateway.close();
      await issuer.close();
    },
  };
}

/** Sends bytes as they are and reads until the gateway closes. */
export async function sendRaw(port: number, text: string): Promise<string> {
  return (await openRaw(port, text)).received;
}

export interface RawConnection {
  socket: Socket;
  /** All that came, once the gateway has closed. */
  received: Promise<string>;
  /** What has come so far. */
  soFar(): string;
}

export function openRaw(port: number, text: string): RawConnection {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    answer += chunk;
  });
  socket.write(text, 'latin1');
  const received = new Promise<string>((resolve, reject) => {
    socket.once('end', () => {
      socket.end();
      resolve(answer);
    });
    socket.once('error', reject);
  });
  received.catch(() => {});
  return { socket, received, soFar: () => answer };
}

/** The lines of a request without a body, on a connection that is to be closed. */
export function rawGet(target: string, ...headers: string[]): string {
  return [`GET ${target} HTTP/1.1`, 'Host: gateway.test', 'Connection: close', ...headers, '', ''].join('\r\n');
}

/** `{status, body}` of an answer with a JSON body as it came over the wire. */
export function parseRaw(answer: string): {
  status: number;
  head: string;
  body: { code?: string; request_id?: string };
} {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: body.startsWith('{') ? JSON.parse(body) : {} };
}
