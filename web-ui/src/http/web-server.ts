import { createExpressServer, ListeningServer, type ListeningServerOptions } from '@coincast/shared/http';
import type { Express } from 'express';

/** At the end: how long answers that are under way may take. */
const graceMs = 5_000;

/** Starts the HTTP server around the pages, with limits for slow and endless requests. */
export function startWebServer(
  app: Express,
  address: Omit<ListeningServerOptions, 'graceMs'>,
): Promise<ListeningServer> {
  const options = {
    maxHeaderSize: 16 * 1024,
    // Longer than the gateway keeps an idle connection to us.
    keepAliveTimeout: 75_000,
    headersTimeout: 10_000,
    // A file may come over a slow line: as long as the gateway gives it.
    requestTimeout: 310_000,
  };
  return ListeningServer.start(createExpressServer(app, options, app), { ...address, graceMs });
}
