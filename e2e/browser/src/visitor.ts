import type { Buyer } from '@coincast/e2e/buyer';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { observeLayoutShift } from './layout-shift.js';
import { PageWatcher } from './page-watcher.js';

export type Language = 'en' | 'ru';
export type Theme = 'light' | 'dark';

/** All that a sign-in leaves in a browser. */
export type Guest = Pick<Buyer, 'token' | 'email'>;

/** Who visits, and with what. */
export interface VisitorOptions {
  /** What the browser asks for; default English. */
  language?: Language;
  /** What the system is set to; default light. */
  theme?: Theme;
  /** Of the window, in CSS pixels; default 1280. */
  width?: number;
  /** Whether scripts run; default true. */
  script?: boolean;
  /** Whether the screen can be touched; default false. */
  touch?: boolean;
  /** Signed in as this buyer already. Without: nobody is. */
  as?: Guest;
}

export const windowHeight = 844;

/** A person with a browser of their own: nothing is shared with others' cookies or cache. */
export class Visitor {
  private constructor(
    readonly url: string,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly watcher: PageWatcher,
  ) {}

  static async arrive(browser: Browser, url: string, options: VisitorOptions = {}): Promise<Visitor> {
    const { language = 'en', theme = 'light', width = 1_280, script = true, touch = false, as } = options;
    const context = await browser.newContext({
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
      colorScheme: theme,
      reducedMotion: 'reduce',
      viewport: { width, height: windowHeight },
      javaScriptEnabled: script,
      hasTouch: touch,
      baseURL: url,
    });
    context.setDefaultTimeout(30_000);
    const watcher = new PageWatcher(context, new URL(url).origin);
    await observeLayoutShift(context);
    const visitor = new Visitor(url, context, await context.newPage(), watcher);
    if (as) await visitor.signInAs(as);
    return visitor;
  }

  /** By the cookies that a sign-in sets: for tests of something else. */
  async signInAs({ token, email }: Guest): Promise<void> {
    const attributes = { url: this.url, httpOnly: true, sameSite: 'Lax' as const };
    await this.context.addCookies([
      { name: 'access_token', value: token, ...attributes },
      { name: 'account_email', value: encodeURIComponent(email), ...attributes },
    ]);
  }

  /** @returns the status. */
  async open(path: string): Promise<number> {
    const response = await this.page.goto(path);
    return response?.status() ?? 0;
  }

  /** Waits until the browser is at this path (with its query). */
  async isAt(path: string): Promise<void> {
    await this.page.waitForURL((url) => url.pathname + url.search === path);
  }

  /** Waits until this text can be seen, in a part of the page when one is named. */
  async sees(text: string | RegExp, part: Locator | Page = this.page): Promise<void> {
    await part.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** What is said beside the field with this label, once something is. */
  async faultOf(label: string): Promise<string> {
    const field = this.page.getByLabel(label, { exact: true });
    await field.and(this.page.locator('[aria-invalid="true"]')).waitFor();
    const id = await field.getAttribute('aria-describedby');
    return ((await this.page.locator(`[id="${id}"]`).textContent()) ?? '').trim();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
