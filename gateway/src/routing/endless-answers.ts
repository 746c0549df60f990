import type { RequestHandler, Response } from 'express';

/** The cabinet's stream of events. Express takes every case and a slash at the end. */
const livePath = /^\/live\/?$/i;

/** Whether an answer goes on until somebody ends it. */
export const isEndless = (path: string | undefined) => path !== undefined && livePath.test(path);

/** The answers that never end by themselves: cut off when the gateway stops, or each stop would wait for its grace. */
export class EndlessAnswers {
  private readonly open = new Set<Response>();
  private ended = false;

  /** Remembers such an answer while it lasts. */
  readonly watch: RequestHandler = ({ exchange }, response, next) => {
    if (isEndless(exchange.path)) {
      if (this.ended) {
        response.destroy();
        return;
      }
      this.open.add(response);
      response.once('close', () => this.open.delete(response));
    }
    next();
  };

  /** Cuts off those that are open and those that still come over connections that are kept. */
  end(): void {
    this.ended = true;
    for (const response of this.open) response.destroy();
  }
}
