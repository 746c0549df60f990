import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Request } from 'express';

/** A form with a small file in it, too. */
const mostKeptBytes = 64 * 1024;

/**
 * Holds a request's body back until there is a connection to send it over, so that an attempt without one leaves it
 * whole; what was sent is kept only of a small body that may be sent again.
 */
export class HeldBody {
  private readonly keeps: boolean;
  private readonly kept: Buffer[] = [];
  private begun = false;

  constructor(
    private readonly request: Request,
    mayBeRepeated: boolean,
  ) {
    this.keeps = mayBeRepeated && Number(request.headers['content-length']) <= mostKeptBytes;
    const pipe = request.pipe.bind(request);
    // The proxy pipes the request into whatever it sends.
    request.pipe = (outgoing) => {
      whenConnected(outgoing as unknown as ClientRequest, () => {
        this.beginWith(outgoing);
        pipe(outgoing);
      });
      return outgoing;
    };
  }

  get canBeSentAgain(): boolean {
    return this.keeps || !this.begun;
  }

  private beginWith(outgoing: NodeJS.WritableStream): void {
    for (const chunk of this.kept) outgoing.write(chunk);
    if (this.keeps && !this.begun) this.request.on('data', (chunk: Buffer) => this.kept.push(chunk));
    this.begun = true;
  }
}

function whenConnected(outgoing: ClientRequest, send: () => void): void {
  outgoing.once('socket', (socket: Socket) => {
    if (socket.connecting) socket.once('connect', send);
    else send();
  });
}
