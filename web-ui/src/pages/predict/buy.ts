import { createHash } from 'node:crypto';
import { ApiRefusal } from '@coincast/shared/gateway-client';
import type { Request, RequestHandler } from 'express';
import type { Draft } from '../../drafts/draft.js';
import { optionalText, readForm } from '../../http/forms.js';
import { type Site, sessionOf } from '../site.js';
import { fileRefusal } from './file-faults.js';
import { longestHorizonFactor, parseHorizon, wantedHorizon } from './order.rules.js';
import { ownedDraft } from './owned-draft.js';
import { type OrderView, previewPath, showPreview, topUpPath } from './preview-page.js';
import { showStart } from './start-page.js';

const fields = {
  draft: optionalText(),
  model_name: optionalText(),
  horizon: optionalText(),
  shown: optionalText(),
  preset: optionalText(),
  top_up: optionalText(),
};

/** `POST /predict/buy`: buys the forecast of a draft, or leads to the credits that are missing (`top_up`). However often it is sent, one order makes one job. */
export function buy(site: Site): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(request.visit);
    const { values } = readForm(fields, request.body);
    const draft = await ownedDraft(site, request, values.draft);
    if (draft === undefined) return showStart(site, request, response, { isGone: true });
    const order = { model: values.model_name, horizon: wantedHorizon(values) };
    response.locals['back'] = previewPath(draft, order);
    const { valid } = draft.quote.rows;
    if (valid === 0) return response.redirect(303, previewPath(draft));
    const models = await site.api.models.catalogue(request.visit.caller);
    const model = models.find(({ name, min_rows }) => name === order.model && min_rows <= valid);
    const horizon = parseHorizon(order.horizon, valid);
    if (model === undefined || horizon === undefined) {
      const faults = faultsOf(request, draft, { model: model === undefined, horizon: horizon === undefined });
      return showPreview(site, request, response, draft, { ...order, faults, status: 422 });
    }
    // Without script only the form knows what is chosen when credits are missing.
    if (values.top_up) {
      const missing = draft.quote.cost - (await site.api.account.balance(session));
      return response.redirect(303, missing > 0 ? topUpPath(draft, order, missing) : previewPath(draft, order));
    }
    try {
      const job = await site.drafts.withFile(draft, (path) =>
        site.api.quotes.buy(session, {
          model: model.name,
          horizon,
          reading: draft.reading,
          file: { path, name: draft.name },
          idempotencyKey: keyOf(draft, model.name, horizon),
        }),
      );
      if (job === undefined) return showStart(site, request, response, { isGone: true });
      response.redirect(303, `/job/${job}`);
    } catch (error) {
      if (error instanceof ApiRefusal && error.problem.status === 402) {
        const balance = await site.api.account.balance(session);
        return response.redirect(303, topUpPath(draft, order, draft.quote.cost - balance));
      }
      return showPreview(site, request, response, draft, { ...order, ...refusalOf(error, request, draft) });
    }
  };
}

/** One order, one key: a reload, a second click and a second tab send the same. */
function keyOf({ id, reading }: Draft, model: string, horizon: number): string {
  const order = JSON.stringify([id, model, horizon, reading.decimal, reading.date_order]);
  return createHash('sha256').update(order).digest('hex');
}

function faultsOf({ visit }: Request, { quote }: Draft, wrong: { model: boolean; horizon: boolean }) {
  const { predict: words } = visit.texts;
  return {
    model: wrong.model ? words.modelFault : undefined,
    horizon: wrong.horizon ? words.horizonFault(longestHorizonFactor * quote.rows.valid) : undefined,
  };
}

function refusalOf(error: unknown, request: Request, draft: Draft): Pick<OrderView, 'faults' | 'problem' | 'status'> {
  const { texts } = request.visit;
  if (error instanceof ApiRefusal) {
    const { code, status } = error.problem;
    if (code === 'idempotency_conflict') return { problem: texts.predict.conflict, status };
    const wrong = {
      model: code === 'unknown_model' || error.fields.has('model_name'),
      horizon: error.fields.has('horizon'),
    };
    if (wrong.model || wrong.horizon) return { faults: faultsOf(request, draft, wrong), status };
  }
  const { words, status } = fileRefusal(error, texts);
  return { problem: words, status };
}
