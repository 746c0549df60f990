import { type RequestHandler, Router } from 'express';
import { type Site, sessionOf } from '../site.js';
import { runAgain } from './again.js';
import { buy } from './buy.js';
import { ownedDraft } from './owned-draft.js';
import { showPreview } from './preview-page.js';
import { reread } from './reread.js';
import { showStart } from './start-page.js';
import { upload } from './upload.js';

/** What is under `/predict`: from a file to its order. */
export function forecastPages(site: Site): Router {
  const router = Router();
  router.get('/', startOrPreview(site));
  router.post('/', upload(site));
  router.post('/buy', buy(site));
  router.post('/reading', reread(site));
  router.post('/again', runAgain(site));
  // Where sign-in leads back to after such a form.
  router.get(['/buy', '/reading', '/again'], (_request, response) => response.redirect(303, '/predict'));
  return router;
}

/** `GET /predict?draft=&model=&horizon=` */
function startOrPreview(site: Site): RequestHandler {
  return async (request, response) => {
    sessionOf(request.visit);
    const { draft: id, model, horizon } = request.query;
    if (id === undefined) return showStart(site, request, response);
    const draft = await ownedDraft(site, request, id);
    if (draft === undefined) return showStart(site, request, response, { isGone: true });
    return showPreview(site, request, response, draft, { model: shortText(model), horizon: shortText(horizon) });
  };
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 100 ? value : undefined;
}
