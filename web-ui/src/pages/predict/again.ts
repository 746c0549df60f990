import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiUnavailable, type Session } from '@coincast/shared/gateway-client';
import type { RequestHandler } from 'express';
import { optionalText, readForm } from '../../http/forms.js';
import { idOf } from '../id-of.js';
import { fewestRows, ofJob } from '../job/load-job.js';
import { PageError } from '../page-error.js';
import { type Site, sessionOf } from '../site.js';
import { FileRefused, fileRefusal } from './file-faults.js';
import { previewPath } from './preview-page.js';
import { fileName } from './receive-file.js';
import { showStart } from './start-page.js';
import { quoteAndKeep } from './upload.js';

const fields = { job: optionalText(), model: optionalText() };
const patienceMs = 60_000;

/** `POST /predict/again`: the valid rows of a job become a draft, for another model. */
export function runAgain(site: Site): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(request.visit);
    const { values } = readForm(fields, request.body);
    const id = idOf(values.job);
    if (id === undefined) throw new PageError('not_found');
    response.locals['back'] = `/job/${id}`;
    const [{ id: ownerId }, job] = await Promise.all([
      site.api.auth.me(session),
      ofJob(site.api.jobs.summary(session, id, fewestRows)),
    ]);
    try {
      const path = site.arrivals.newPath();
      await fetchSeries(site, session, { id, path, tooLarge: request.visit.texts.fileFaults.tooLarge });
      const file = { path, name: fileName(job.title ?? '', `job-${id}.csv`), bytes: (await stat(path)).size };
      const draft = await quoteAndKeep(site, session, { ownerId, file, response });
      if (draft) response.redirect(303, previewPath(draft, { model: values.model || job.model_name }));
    } catch (error) {
      const { words, status } = fileRefusal(error, request.visit.texts);
      await showStart(site, request, response, { fault: words, status });
    }
  };
}

interface Wanted {
  id: number;
  path: string;
  tooLarge: (bytes: number) => string;
}

/** Writes the rows of a job into a file that is whole, or not there. */
async function fetchSeries({ api, maxUploadBytes }: Site, session: Session, { id, path, tooLarge }: Wanted) {
  const { body } = await api.jobs.series({ ...session, signal: AbortSignal.timeout(patienceMs) }, id);
  let bytes = 0;
  const limit = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > maxUploadBytes) done(new FileRefused(tooLarge(maxUploadBytes), 413));
      else done(null, piece);
    },
  });
  try {
    await pipeline(body, limit, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof FileRefused) throw error;
    throw new ApiUnavailable('the series of the job broke off', { cause: error });
  }
}
