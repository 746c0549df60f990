/** A piece of Telegram's HTML: made by `html`, in which every value is escaped. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

export type HtmlValue = string | number | Html | readonly Html[] | null | undefined | false;

/** `&`, `<`, `>` and `"` as Telegram wants them. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** `` html`<b>${name}</b>` ``: values are escaped unless they are `Html` themselves; null, undefined and false are nothing. */
export function html(texts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(texts.reduce((all, text, i) => `${all}${asHtml(values[i - 1])}${text}`));
}

/** Pieces with something between: `joinHtml(lines)`. */
export function joinHtml(pieces: readonly Html[], between = '\n'): Html {
  return new Html(pieces.map(({ text }) => text).join(escapeHtml(between)));
}

function asHtml(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? joinHtml(value, '').text : escapeHtml(String(value));
}
