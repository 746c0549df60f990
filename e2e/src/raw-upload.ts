import { request as httpRequest } from 'node:http';
import type { Answer, Buyer } from './buyer.js';

/** A multipart upload that its sender can hold in the middle, or cut off. */
export interface RawUpload {
  /** Sends the first part of the file and resolves when it has left this machine's buffers. */
  sendFirst(bytes: number): Promise<void>;
  /** Sends the rest, and answers what the service says. */
  finish(): Promise<Answer<unknown>>;
  /** Ends the connection as it is. */
  cutOff(): void;
}

const boundary = 'coincast-raw-upload';

/** Begins the upload of a file over a connection of its own. */
export function beginUpload(buyer: Buyer, file: Buffer, name: string): RawUpload {
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="model_name"\r\n\r\nDemo\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const request = httpRequest(`${buyer.url}/api/predict/`, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${buyer.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + file.length + tail.length,
    },
  });
  const answered = new Promise<Answer<unknown>>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('end', () => {
        const headers = new Headers(Object.entries(response.headers).map(([key, value]) => [key, String(value)]));
        resolve({ status: response.statusCode ?? 0, headers, body: JSON.parse(Buffer.concat(pieces).toString()) });
      });
    });
  });
  // An upload that is cut off on purpose has nobody who waits for its answer.
  answered.catch(() => {});
  let sent = 0;
  request.write(head);
  return {
    sendFirst: (bytes) =>
      new Promise((resolve, reject) => {
        sent = bytes;
        request.write(file.subarray(0, bytes), (error) => (error ? reject(error) : resolve()));
      }),
    finish: () => {
      request.write(file.subarray(sent));
      request.end(tail);
      return answered;
    },
    cutOff: () => request.destroy(),
  };
}
