import { type Problem, problemHeaders, sendProblem } from '@coincast/shared/http';
import type { Request, Response } from 'express';
import { abandoned } from '../exchange.js';
import { cabinetAwayPage, isCabinetAway } from './cabinet-away-page.js';

/**
 * After an answer that comes before the end of the body: how long the connection stays when nothing arrives, and at most,
 * as nginx has it. Many clients read no answer before they have sent everything, and some put their form together after
 * the headers.
 */
const lingerMs = { silent: 5_000, atMost: 30_000, afterTimeout: 1_000 };
/** A rest of a body that is read and dropped so that the connection can be kept. */
const smallRestBytes = 64 * 1024;

/**
 * Answers with a problem. When much of the body is still to come, nobody reads it: the answer is sent at once, what
 * arrives is dropped for a while, and only then the connection closes. Closing at once would reset it, and the client
 * would lose the answer. A reader whose page cannot come gets a page that says so.
 */
export function answerProblem(request: Request, response: Response, problem: Problem): void {
  if (response.headersSent) {
    sendProblem(request, response, problem);
    return;
  }
  const page = isCabinetAway(request, problem) ? cabinetAwayPage(request, response, problem) : undefined;
  if (!mustCutOff(request, problem)) {
    if (page === undefined) sendProblem(request, response, problem);
    else response.status(problem.status).send(page);
    return;
  }
  const body = page ?? JSON.stringify(problem.toDocument(request.exchange.requestId));
  if (page === undefined) {
    response.set({ ...problemHeaders(problem), 'Content-Type': 'application/problem+json; charset=utf-8' });
  }
  response.writeHead(problem.status, { 'Content-Length': Buffer.byteLength(body), Connection: 'close' });
  response.write(body);
  const end = () => response.end();
  const silence = setTimeout(end, lingerMs.silent);
  // Who was too slow to send a body gets no more time for it.
  const longest = setTimeout(end, problem.code === 'request_timeout' ? lingerMs.afterTimeout : lingerMs.atMost);
  dropBody(request, (isEnd) => (isEnd ? end() : silence.refresh()));
  response.once('close', () => {
    clearTimeout(silence);
    clearTimeout(longest);
    // A service in this process that still waits for the rest hears that none will come.
    request.destroy();
  });
}

/** Ends an exchange that has been handed on already: the service's work on it is broken off, too. */
export function failExchange(request: Request, response: Response, problem: Problem): void {
  request.emit(abandoned);
  if (!response.writableEnded && !response.destroyed) answerProblem(request, response, problem);
}

/** Whether the request announces a body. */
export function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function mustCutOff(request: Request, { code }: Problem): boolean {
  if (request.complete || !hasBody(request)) return false;
  if (code === 'body_too_large' || code === 'request_timeout') return true;
  return !(Number(request.headers['content-length']) <= smallRestBytes);
}

/** Whatever still arrives goes nowhere, its end neither: no service may take half a body for a whole one. */
function dropBody(request: Request, onDropped: (isEnd: boolean) => void): void {
  request.push = (chunk) => {
    onDropped(chunk === null);
    return true;
  };
  request.unpipe();
  request.resume();
}
