import type { Response } from 'express';
import { sendPieces } from './send-pieces.js';

/** A file on its way to a client. */
export interface SentFile {
  name: string;
  /** The Content-Type. */
  type: string;
  content: AsyncIterable<string | Buffer>;
}

/** Answers with a file to save, made while it is sent; an error that can still be answered is none to save. */
export async function sendFile(response: Response, { name, type, content }: SentFile): Promise<void> {
  response.attachment(name);
  response.setHeader('Content-Type', type);
  try {
    await sendPieces(response, content);
  } catch (error) {
    if (!response.headersSent) response.removeHeader('Content-Disposition');
    throw error;
  }
}
