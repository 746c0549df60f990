import { createServer } from 'node:net';

/**
 * Ports that we pick lie below the range the kernel uses for outgoing connections (32768 and up on Linux): a client that
 * reconnects in a loop to a server that is being restarted could otherwise be given the very port and keep it taken.
 */
const lowestPort = 20_000;
const highestPort = 32_000;

/** A port of 127.0.0.1 that nobody listens on now; never the same twice in one process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = lowestPort + Math.floor(Math.random() * (highestPort - lowestPort));
    if (given.has(port)) continue;
    given.add(port);
    if ((await listenError(port, '127.0.0.1')) === undefined) return port;
  }
  throw new Error(`No free port found between ${lowestPort} and ${highestPort}`);
}

const given = new Set<number>();

/** Somebody else listens on the port that we were told to use. */
export class PortTakenError extends Error {
  constructor(port: number) {
    super(`Port ${port} is taken. Stop what listens there, or choose another one: PORT=${port + 1}`);
    this.name = 'PortTakenError';
  }
}

/** @throws PortTakenError, or an error that says why the address cannot be listened on. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const code = await listenError(port, host);
  if (code === 'EADDRINUSE') throw new PortTakenError(port);
  if (code === 'EACCES') throw new Error(`Port ${port} may only be opened by root. Choose one above 1023: PORT=8080`);
  if (code) throw new Error(`Cannot listen on ${host}:${port} (${code})`);
}

function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
