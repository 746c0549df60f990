import { errorCatalogue } from '@coincast/shared/http';
import { htmlPage } from '../landing/page-style.js';

/** Every error of the API; the `type` of a problem is a link to its line here. */
export const errorsPage = htmlPage({
  lang: 'en',
  title: 'Errors · Coincast API',
  nav: '<a href="/docs">API</a>',
  main: `
<section class="lead"><h1>Errors</h1><p>Every error is <code>application/problem+json</code> (RFC 9457): <code>code</code> and <code>status</code> are stable, <code>detail</code> says what happened, <code>request_id</code> finds it in our logs.</p></section>
<section class="card"><dl>
${Object.entries(errorCatalogue)
  .map(
    ([code, { status, title, fix }]) =>
      `<div><dt id="${code}">${status} <code>${code}</code> · ${inHtml(title)}</dt><dd>${inHtml(fix)}</dd></div>`,
  )
  .join('\n')}
</dl></section>`,
});

function inHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/`([^`]*)`/g, '<code>$1</code>');
}
