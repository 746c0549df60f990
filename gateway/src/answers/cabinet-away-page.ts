import { type Problem, problemHeaders } from '@coincast/shared/http';
import type { Request, Response } from 'express';
import { htmlPage, pageStyleHash } from '../landing/page-style.js';
import { pageSecurity } from '../security/security-headers.js';

/** How soon the page asks again, in seconds. */
const retrySeconds = 10;

/** Faults that are the cabinet's own absence: nobody else can answer a reader then. */
const away = new Set(['unavailable', 'bad_gateway', 'gateway_timeout']);

interface AwayTexts {
  title: string;
  reading: string;
  sent: string;
  again: string;
  api: string;
  requestId: string;
}

const texts: Record<'en' | 'ru', AwayTexts> = {
  en: {
    title: 'The service does not answer right now',
    reading: 'Your data and credits are safe. This page tries again by itself in a few seconds.',
    sent: 'Your data and credits are safe. What you sent may have arrived: look at the result before you send it again.',
    again: 'Open the page',
    api: 'REST API',
    requestId: 'Request id',
  },
  ru: {
    title: 'Сервис сейчас не отвечает',
    reading: 'Данные и кредиты в сохранности. Через несколько секунд страница попробует ещё раз сама.',
    sent: 'Данные и кредиты в сохранности. Отправленное могло дойти: прежде чем отправлять снова, проверьте результат.',
    again: 'Открыть страницу',
    api: 'REST API',
    requestId: 'Номер запроса',
  },
};

const secured = pageSecurity(pageStyleHash);

/** Whether somebody waits for a page of the cabinet, which cannot come. Scripts, and parts of a page, get the problem. */
export function isCabinetAway(request: Request, { code }: Problem): boolean {
  return (
    away.has(code) &&
    request.exchange.route?.service === 'web' &&
    request.headers['hx-request'] === undefined &&
    request.accepts(['application/problem+json', 'text/html']) === 'text/html'
  );
}

/** Sets the headers of the page and answers its text: what is the matter, by which id we find it, and when to come back. */
export function cabinetAwayPage(request: Request, response: Response, problem: Problem): string {
  const { exchange, method } = request;
  const lang = request.acceptsLanguages('en', 'ru') === 'ru' ? 'ru' : 'en';
  const words = texts[lang];
  const isReading = method === 'GET' || method === 'HEAD';
  secured(request, response, () => {});
  response.set({
    ...problemHeaders(problem),
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': lang,
    'Cache-Control': 'no-store',
    'Retry-After': String(retrySeconds),
    // What was sent is never sent again by itself.
    ...(isReading ? { Refresh: String(retrySeconds) } : {}),
  });
  response.vary('Accept').vary('Accept-Language');
  // A plain path, as `identify` lets through no other, with nothing of the query.
  return htmlPage({
    lang,
    title: words.title,
    nav: `<a href="/docs">${words.api}</a>`,
    main: `
<section class="lead"><h1>${words.title}</h1><p>${isReading ? words.reading : words.sent}</p>
${isReading ? '' : `<div class="actions"><a class="btn btn--primary" href="${exchange.path}">${words.again}</a></div>`}
<p>${words.requestId} <code>${exchange.requestId}</code></p></section>`,
  });
}
