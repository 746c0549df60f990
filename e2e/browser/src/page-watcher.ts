import type { BrowserContext, Page } from 'playwright-core';

/**
 * Notes what no page may do: log an error (a breach of the Content-Security-Policy among them), throw, fail to get a
 * file of ours, or ask another host for anything. Refused forms are answers: a document with a status from 400 to 499
 * is no fault, and one from 500 only where it was announced.
 */
export class PageWatcher {
  private readonly faults: string[] = [];
  private readonly announced = new Set<number>();

  constructor(context: BrowserContext, origin: string) {
    context.on('request', (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      if (/^https?:|^wss?:/.test(protocol) && asked !== origin)
        this.faults.push(`asked another host: ${request.url()}`);
    });
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A page that is left takes its open requests with it.
      if (reason !== 'net::ERR_ABORTED') this.faults.push(`${request.url()} failed: ${reason}`);
    });
    context.on('response', (response) => {
      const status = response.status();
      const isRefusal = response.request().resourceType() === 'document' && status < 500;
      if (status >= 400 && !isRefusal && !this.announced.has(status)) {
        this.faults.push(`${response.url()} answered ${status}`);
      }
    });
    context.on('console', (message) => {
      // That a status is bad is judged above, where the request is known.
      const isStatus = message.text().startsWith('Failed to load resource: the server responded with a status of');
      // A live update asks anew, and drops what it asked before: htmx logs that as an error.
      const isDropped = /^htmx:(sendAbort|afterRequest),/.test(message.text());
      if (message.type() === 'error' && !isStatus && !isDropped) this.faults.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.faults.push(`thrown: ${error.error().message}`));
    context.on('page', (page) => this.watchCrash(page));
  }

  /** From now on an answer with this status is what the test wants. */
  announce(status: number): void {
    this.announced.add(status);
  }

  /** The faults since the beginning, or since this was last asked; what was announced until now counts no more. */
  takeFaults(): string[] {
    this.announced.clear();
    return this.faults.splice(0);
  }

  private watchCrash(page: Page): void {
    page.on('crash', () => this.faults.push(`crashed: ${page.url()}`));
  }
}
