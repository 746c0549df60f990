import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { languages } from '@coincast/shared/wording/languages';
import ejs, { type TemplateFunction } from 'ejs';
import type { Request, Response } from 'express';
import type { AssetName, AssetStore } from '../assets/asset-store.js';
import { themes } from '../visit.js';
import { forgetAdded } from './cookies.js';

const views = fileURLToPath(new URL('../../../views', import.meta.url));
const compress = promisify(gzip);
const worthCompressingBytes = 1_024;

/** A signed-in page shows its owner's balance in the navigation. */
export interface Account {
  balance: number;
}

export type Section = 'predict' | 'history' | 'balance' | 'transactions' | 'account' | 'admin';

export interface Page {
  view: string;
  status?: number;
  title: string;
  /** The line of the navigation that is current. */
  section?: Section;
  account?: Account;
  /** Files that this page loads beside those of every page. */
  assets?: readonly AssetName[];
  /** Where a change of language or theme comes back to; the page's own address when left out. */
  returnTo?: string;
  data?: PageData;
}

/** A piece of a page, to be put into one that is open. */
export interface Part {
  /** In `views/parts`. */
  view: string;
  status?: number;
  account?: Account;
  data?: PageData;
}

/** What the view reads besides; no name of it may hide what every page has, such as who is signed in. */
export type PageData = Record<string, unknown> & { [name in keyof ReturnType<PageWriter['common']>]?: never };

/** Renders views and sends them; each is read and compiled once. */
export class PageWriter {
  private readonly compiled = new Map<string, TemplateFunction>();

  constructor(private readonly assets: AssetStore) {}

  async send(request: Request, response: Response, page: Page): Promise<void> {
    if (page.account && request.visit.justAdded !== undefined) forgetAdded(request, response);
    await this.deliver(request, response, this.render(request, page), page.status);
  }

  async sendPart(request: Request, response: Response, { view, ...part }: Part): Promise<void> {
    const html = this.render(request, { ...part, view: `parts/${view}`, title: '' });
    await this.deliver(request, response, html, part.status);
  }

  private async deliver(request: Request, response: Response, text: string, status = 200): Promise<void> {
    const html = Buffer.from(text);
    response.status(status).set({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': request.visit.language,
      // Never kept where the next user of the browser could go back to it.
      'Cache-Control': 'private, no-store',
      Vary: 'Accept-Language, Cookie, Accept-Encoding',
    });
    const isGzip = html.length >= worthCompressingBytes && request.acceptsEncodings('gzip') === 'gzip';
    const body = isGzip ? await compress(html) : html;
    if (isGzip) response.set('Content-Encoding', 'gzip');
    response.set('Content-Length', String(body.length));
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  private render(request: Request, page: Page): string {
    return this.template(page.view)({ ...this.common(request, page), ...page.data });
  }

  /** What the layout reads, and any view may. */
  common({ visit, originalUrl }: Request, page: Omit<Page, 'data'>) {
    const { title, section, account, assets = [], returnTo } = page;
    return {
      title,
      section,
      account,
      styles: assets.filter((name) => name.endsWith('.css')),
      scripts: assets.filter((name) => name.endsWith('.js')),
      returnTo: returnTo ?? originalUrl,
      t: visit.texts,
      f: visit.formats,
      language: visit.language,
      theme: visit.theme,
      signedInAs: visit.email,
      justAdded: visit.justAdded,
      requestId: visit.caller.requestId,
      isSignedIn: visit.token !== undefined,
      isAdmin: visit.isAdmin,
      languages,
      themes,
      asset: (name: AssetName) => this.assets.pathOf(name),
    };
  }

  private template(view: string): TemplateFunction {
    const known = this.compiled.get(view);
    if (known) return known;
    const filename = `${views}/${view}.ejs`;
    // Without `with`: a name that a view misspells is `undefined` of `it`, and never something global.
    const template = ejs.compile(readFileSync(filename, 'utf8'), {
      filename,
      root: views,
      cache: true,
      _with: false,
      localsName: 'it',
    });
    this.compiled.set(view, template);
    return template;
  }
}
