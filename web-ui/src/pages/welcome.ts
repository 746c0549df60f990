import type { RequestHandler } from 'express';
import { exampleChart } from './example-chart.js';
import type { Site } from './site.js';

/** `GET /`: what it is, what it costs, where to begin. */
export function welcome({ pages, api }: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const creditsPerRow = await api.models.pricePerRow(visit.caller);
    const origin = `${visit.isSecure ? 'https' : 'http'}://${plainHost(visit.host) ?? 'localhost:8080'}`;
    await pages.send(request, response, {
      view: 'welcome',
      title: visit.texts.welcome.title,
      assets: ['chart.css'],
      data: { creditsPerRow, origin, chart: exampleChart(visit.language) },
    });
  };
}

/** For a command to copy; a Host header that is not plainly a host is not repeated. */
function plainHost(host: string | undefined): string | undefined {
  return host && /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host) ? host : undefined;
}
