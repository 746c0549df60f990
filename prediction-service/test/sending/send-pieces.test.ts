import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import express from 'express';
import { sendPieces } from '../../src/sending/send-pieces.js';

const line = `${'x'.repeat(1023)}\n`;

describe('sending a file that is made while it is sent', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** Serves what the generator makes, and tells how that ended. */
  const serve = async (make: () => AsyncGenerator<string>) => {
    const app = express();
    const outcome = new Promise<unknown>((resolve) => {
      app.get('/', (_, response) => {
        sendPieces(response, make()).then(resolve, (error) => {
          if (!response.headersSent) response.status(500).send('sorry');
          resolve(error);
        });
      });
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const [answer] = (await once(get({ port: (server.address() as AddressInfo).port }), 'response')) as [
      IncomingMessage,
    ];
    return { answer, outcome };
  };
  const sizeOf = async (answer: IncomingMessage) => {
    let size = 0;
    for await (const piece of answer) size += piece.length;
    return size;
  };

  it('sends a small one at once, with its length', async () => {
    const { answer, outcome } = await serve(async function* () {
      yield 'a';
      yield 'b';
    });
    expect([answer.headers['content-length'], await sizeOf(answer)]).to.deep.equal(['2', 2]);
    expect(await outcome).to.equal(undefined);
  });

  it('sends a large one in pieces, whole', async () => {
    const { answer, outcome } = await serve(async function* () {
      for (let i = 0; i < 3_000; i++) yield line;
    });
    expect(await sizeOf(answer)).to.equal(3_000 * 1024);
    expect(await outcome).to.equal(undefined);
  });

  it('makes no more than the client takes, and stops when the client goes away', async () => {
    let made = 0;
    let stopped = false;
    const { answer, outcome } = await serve(async function* () {
      try {
        for (;;) {
          made += line.length;
          yield line;
        }
      } finally {
        stopped = true;
      }
    });
    await once(answer, 'readable');
    let before = -1;
    await eventually('the making waits for the client', async () => {
      if (before === made) return true;
      before = made;
      return false;
    });
    expect(made).to.be.below(20_000_000);
    answer.destroy();
    expect(await outcome).to.equal(undefined);
    expect(stopped).to.equal(true);
  });

  it('throws what fails before anything is sent, so that it can be answered', async () => {
    const { answer, outcome } = await serve(async function* () {
      yield line;
      throw new Error('no database');
    });
    expect([answer.statusCode, await outcome]).to.satisfy(
      ([, error]: [number, Error]) => error.message === 'no database',
    );
    expect(answer.statusCode).to.equal(500);
  });

  it('breaks the download off when it fails on its way, and throws why', async () => {
    const { answer, outcome } = await serve(async function* () {
      for (let i = 0; i < 1_000; i++) yield line;
      throw new Error('no database');
    });
    const cut = await sizeOf(answer).catch((error: NodeJS.ErrnoException) => error.code);
    expect(cut).to.equal('ECONNRESET');
    expect(await outcome).to.have.property('message', 'no database');
  });
});
