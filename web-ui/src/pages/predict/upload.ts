import { rm } from 'node:fs/promises';
import type { Session } from '@coincast/shared/gateway-client';
import type { Request, RequestHandler, Response } from 'express';
import type { Draft } from '../../drafts/draft.js';
import { type Site, sessionOf } from '../site.js';
import { FileRefused, fileRefusal } from './file-faults.js';
import { type ReceivedFile, receiveFile } from './receive-file.js';
import { showStart } from './start-page.js';

const asFound = { decimal: '', date_order: '' } as const;
/** Files that arrive at the same time. */
const mostArriving = 20;

/** `POST /predict`: a file or pasted rows become a draft with its price. A script is told where to go instead of sent. */
export function upload(site: Site): RequestHandler {
  let arriving = 0;
  return async (request, response) => {
    const session = sessionOf(request.visit);
    // Nothing is received for a token that the API does not accept.
    const { id: ownerId } = await site.api.auth.me(session);
    const isScript = request.headers.accept === 'application/json';
    try {
      if (arriving >= mostArriving) throw new FileRefused(request.visit.texts.fileFaults.busy, 503);
      arriving++;
      try {
        const file = await receiveFile(site, request, response);
        const draft = await quoteAndKeep(site, session, { ownerId, file, response });
        if (draft === undefined) return;
        const location = `/predict?draft=${draft.id}`;
        if (isScript) response.json({ location: `${location}#check` });
        else response.redirect(303, `${location}#check`);
      } finally {
        arriving--;
      }
    } catch (error) {
      const { words, status } = fileRefusal(error, request.visit.texts);
      if (isScript) response.status(status).json({ error: words });
      else await showStart(site, request, response, { fault: words, status, rows: pastedIn(request) });
    }
  };
}

interface Received {
  ownerId: number;
  file: ReceivedFile;
  response: Response;
}

/**
 * Asks for the price of a file that has arrived and keeps it as a draft; whatever happens, it is gone from where it arrived.
 * @returns undefined when nobody waits for it any more.
 */
export async function quoteAndKeep(
  site: Site,
  session: Session,
  { ownerId, file, response }: Received,
): Promise<Draft | undefined> {
  const { path, name, bytes } = file;
  try {
    const quote = await site.api.quotes.quote(session, { path, name }, asFound);
    if (response.closed) return undefined;
    return await site.drafts.keep({ ownerId, name, bytes, reading: asFound, quote }, path);
  } finally {
    await rm(path, { force: true });
  }
}

const mostShownAgain = 20_000;

function pastedIn({ body }: Request): string {
  const rows: unknown = body?.rows;
  return typeof rows === 'string' && rows.length <= mostShownAgain ? rows : '';
}
