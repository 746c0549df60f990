import { jobName } from '@coincast/shared/wording/job-name';
import type { RequestHandler } from 'express';
import { idOf } from '../id-of.js';
import { PageError } from '../page-error.js';
import { type Site, sessionOf } from '../site.js';
import { fewestRows, ofJob } from './load-job.js';

/** `GET /job/{id}/toast`: what a corner of any page says when a job has ended. */
export function toast({ api, pages }: Site): RequestHandler {
  return async (request, response) => {
    const id = idOf(request.params['id']);
    const session = sessionOf(request.visit);
    if (id === undefined) throw new PageError('not_found');
    const summary = await ofJob(api.jobs.summary(session, id, fewestRows));
    const { job: words } = request.visit.texts;
    const { status } = summary;
    const says = { OK: words.toastReady, ERROR: words.toastFailed, PENDING: words.toastPending };
    await pages.sendPart(request, response, {
      view: 'toast',
      data: { id, says: says[status](id), job: jobName(summary), status },
    });
  };
}
