import type { Request, RequestHandler } from 'express';
import type { Exchange } from '../exchange.js';
import { htmlPage } from './page-style.js';
import { landingTexts } from './texts.js';

const plainHost = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** The page at `/` for people, in the language of `?lang` or of the browser. */
export function landingPage(creditsPerRow: number | undefined): RequestHandler {
  return (request, response) => {
    const lang = languageOf(request);
    response
      .set({ 'Content-Language': lang, 'Cache-Control': 'private, no-cache' })
      .vary('Accept-Language')
      .type('html')
      .send(render(lang, originOf(request.exchange), creditsPerRow));
  };
}

function languageOf(request: Request): 'en' | 'ru' {
  const { lang } = request.query;
  if (lang === 'en' || lang === 'ru') return lang;
  return request.acceptsLanguages('en', 'ru') === 'ru' ? 'ru' : 'en';
}

/** For commands to copy: where the reader has found us. A Host header that is not plainly a host is not repeated. */
function originOf({ protocol, host }: Exchange): string {
  return host && plainHost.test(host) ? `${protocol}://${host}` : 'http://localhost:8080';
}

function render(lang: 'en' | 'ru', origin: string, creditsPerRow: number | undefined): string {
  const texts = landingTexts[lang];
  const { otherLanguage: other } = texts;
  return htmlPage({
    lang,
    title: texts.title,
    nav: `<a href="/?lang=${other.code}" hreflang="${other.code}" lang="${other.code}">${other.name}</a>`,
    main: `
<section class="lead"><h1>${texts.headline}</h1><p>${texts.lead}</p>
<div class="actions"><a class="btn btn--primary" href="/docs">${texts.docs}</a><a class="btn" href="/openapi.json">${texts.document}</a></div></section>
<section class="card"><h2>${texts.priceTitle}</h2><p>${texts.price(creditsPerRow)}</p></section>
<section class="card"><h2>${texts.startTitle}</h2>
<ol class="steps">
<li><p>${texts.register}</p><pre tabindex="0"><code>${commands.register(origin)}</code></pre></li>
<li><p>${texts.topUp}</p><pre tabindex="0"><code>${commands.topUp(origin, texts.topUpReason)}</code></pre></li>
<li><p>${texts.predict}</p><pre tabindex="0"><code>${commands.predict(origin)}</code></pre></li>
</ol><p>${texts.after}</p></section>`,
  });
}

const commands = {
  register: (origin: string) => `TOKEN=$(curl -s ${origin}/api/auth/register -H 'Content-Type: application/json' \\
  -d '{"email":"me@example.com","password":"correct horse battery"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
  topUp: (
    origin: string,
    reason: string,
  ) => `curl -s ${origin}/api/account/top-up -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"amount":100,"reason":"${reason}"}'`,
  predict: (
    origin: string,
  ) => `curl -si ${origin}/api/predict/ -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"model_name":"Auto","data":[
    {"timestamp":"2025-01-01","price":101.5},
    {"timestamp":"2025-01-02","price":103},
    {"timestamp":"2025-01-03","price":102.5}]}'`,
};
