import { pipeline } from 'node:stream/promises';
import { ApiRefusal, type ExportFormat, exportFormats } from '@coincast/shared/gateway-client';
import type { RequestHandler } from 'express';
import { idOf } from '../id-of.js';
import { PageError } from '../page-error.js';
import { type Site, sessionOf } from '../site.js';
import { jobAddress } from './job-address.rules.js';

/** What the API says of the file that a browser needs to know. */
const passedOn = ['content-type', 'content-disposition', 'content-length', 'last-modified'] as const;

/** `GET /job/{id}/download?format=`: the forecast as a file, as the API gives it. */
export function download({ api, logger }: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const session = sessionOf(visit);
    const id = idOf(request.params['id']);
    const format = formatOf(request.query['format']);
    if (id === undefined || format === undefined) throw new PageError('not_found');
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const { headers, body } = await api.jobs.export({ ...session, signal: gone.signal }, id, format);
      for (const name of passedOn) {
        const value = headers[name];
        if (value !== undefined) response.set(name, value);
      }
      response.set('Cache-Control', 'private, no-store');
      if (request.method === 'HEAD') {
        gone.abort();
        body.on('error', () => undefined).destroy();
        response.end();
        return;
      }
      await pipeline(body, response);
    } catch (error) {
      if (gone.signal.aborted || response.headersSent) {
        // The reader has left, or learns by the broken answer that the file is not whole.
        logger.info({ request_id: visit.caller.requestId, job_id: id }, 'download ended early');
        response.destroy();
        return;
      }
      if (!(error instanceof ApiRefusal)) throw error;
      const { status } = error.problem;
      if (status === 404 || status === 422) throw new PageError('not_found');
      // The job has no forecast: its page says why.
      if (status === 409) response.redirect(303, jobAddress(id));
      else throw error;
    }
  };
}

function formatOf(value: unknown): ExportFormat | undefined {
  return exportFormats.find((format) => format === value);
}
