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

/** The address that we were told to use cannot be listened on; the message says why, and what to do. */
export class ListenError extends Error {}

/** @throws ListenError when the port is taken, or not ours to open. */
export async function requireFreePort(port: number, host: string, variable = 'PORT'): Promise<void> {
  if (port === 0) return;
  const code = await listenError(port, host);
  if (code === 'EADDRINUSE') {
    throw new ListenError(
      `Port ${port} is taken. Stop what listens there, or choose another one: ${variable}=${port + 1}`,
    );
  }
  if (code === 'EACCES')
    throw new ListenError(`Only root may open port ${port}. Choose one above 1023: ${variable}=8080`);
  if (code) throw new ListenError(`Cannot listen on HOST=${host}, port ${port} (${code})`);
}

function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
