/** An answer of the cabinet as a browser without script sees it. */
export interface CabinetPage {
  status: number;
  headers: Headers;
  /** Where the answer sends the browser. */
  location: string | null;
  text: string;
}

/** A browser without script: keeps cookies, sends forms, and is told where to go. */
export class BrowserSession {
  readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  get(path: string): Promise<CabinetPage> {
    return this.request(path, {});
  }

  /** Sends the form that stands on this page and posts to it, with these fields and its own hidden ones. */
  async submit(path: string, fields: Record<string, string>): Promise<CabinetPage> {
    const { text } = await this.get(path);
    const [action] = path.split('?');
    const form =
      new RegExp(`<form(?=[^>]*method="post")[^>]*action="${action}"[\\s\\S]*?</form>`).exec(text)?.[0] ?? '';
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const body = new URLSearchParams();
    for (const [, name = '', value = ''] of hidden) body.set(name, value);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return this.request(path, { method: 'POST', body, headers: { origin: this.url } });
  }

  /** Sends a form of these fields alone. */
  post(path: string, fields: Record<string, string> = {}): Promise<CabinetPage> {
    return this.request(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: this.url } });
  }

  /** Sends a form of one file. */
  upload(path: string, { name, content }: { name: string; content: string }): Promise<CabinetPage> {
    const body = new FormData();
    body.set('file', new Blob([content]), name);
    return this.request(path, { method: 'POST', body, headers: { origin: this.url } });
  }

  private async request(path: string, init: RequestInit): Promise<CabinetPage> {
    const headers = new Headers(init.headers);
    headers.set('accept', 'text/html');
    headers.set('accept-language', 'en');
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(`${this.url}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('location'),
      text: await response.text(),
    };
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
