import { type RequestHandler, Router } from 'express';
import { type Site, sessionOf } from '../site.js';
import { runAgain } from './again.js';
import { buy } from './buy.js';
import { ownedDraft } from './owned-draft.js';
import { showPreview } from './preview-page.js';
import { reread } from './reread.js';
import { showStart } from './start-page.js';
import { upload } from './upload.js';

/** From a file to its order. Whole paths, so that a request that fails is still counted for its page. */
export function forecastPages(site: Site): Router {
  const router = Router();
  router.get('/predict', startOrPreview(site));
  router.post('/predict', upload(site));
  router.post('/predict/buy', buy(site));
  router.post('/predict/reading', reread(site));
  router.post('/predict/again', runAgain(site));
  // Where sign-in leads back to after such a form.
  router.get(['/predict/buy', '/predict/reading', '/predict/again'], (_request, response) =>
    response.redirect(303, '/predict'),
  );
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
