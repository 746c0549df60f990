import type { ReadingChoice } from '@coincast/shared/gateway-client';
import type { RequestHandler } from 'express';
import { optionalText, readForm } from '../../http/forms.js';
import { type Site, sessionOf } from '../site.js';
import { fileRefusal } from './file-faults.js';
import { ownedDraft } from './owned-draft.js';
import { previewPath, showPreview } from './preview-page.js';
import { showStart } from './start-page.js';

const fields = { draft: optionalText(), decimal: optionalText(), date_order: optionalText() };

/** `POST /predict/reading`: reads a draft again, with another decimal sign or order of dates. */
export function reread(site: Site): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(request.visit);
    const { values } = readForm(fields, request.body);
    const draft = await ownedDraft(site, request, values.draft);
    if (draft === undefined) return showStart(site, request, response, { isGone: true });
    response.locals['back'] = previewPath(draft);
    const given: unknown = request.body;
    const names = new Set(typeof given === 'object' && given !== null ? Object.keys(given) : []);
    // A button sends its own choice alone; the other stays.
    const reading: ReadingChoice = {
      decimal: names.has('decimal') ? oneOf(['.', ','], values.decimal) : draft.reading.decimal,
      date_order: names.has('date_order') ? oneOf(['dmy', 'mdy'], values.date_order) : draft.reading.date_order,
    };
    try {
      const quote = await site.drafts.withFile(draft, (path) =>
        site.api.quotes.quote(session, { path, name: draft.name }, reading),
      );
      if (quote === undefined) return showStart(site, request, response, { isGone: true });
      await site.drafts.reread(draft, reading, quote);
      response.redirect(303, `${previewPath(draft)}#check`);
    } catch (error) {
      const { words, status } = fileRefusal(error, request.visit.texts);
      return showPreview(site, request, response, draft, { problem: words, status });
    }
  };
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string): Choice | '' {
  return choices.find((choice) => choice === text) ?? '';
}
