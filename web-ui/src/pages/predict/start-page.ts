import type { Request, Response } from 'express';
import { type Site, sessionOf } from '../site.js';

export interface StartView {
  /** Beside the dropzone. */
  fault?: string | undefined;
  /** The draft that was asked for is not here. */
  isGone?: boolean;
  /** What was pasted is shown again. */
  rows?: string;
  status?: number;
}

/** The page that takes a file. */
export async function showStart(
  site: Site,
  request: Request,
  response: Response,
  { fault, isGone = false, rows = '', status = 200 }: StartView = {},
): Promise<void> {
  const balance = await site.api.account.balance(sessionOf(request.visit));
  await site.pages.send(request, response, {
    view: 'predict-start',
    status,
    title: request.visit.texts.predict.title,
    section: 'predict',
    account: { balance },
    assets: ['predict.css', 'predict.js'],
    returnTo: '/predict',
    data: { fault, isGone, rows, maxBytes: site.maxUploadBytes },
  });
}
