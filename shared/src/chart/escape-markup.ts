const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// XML 1.0 allows no control characters but these three, not even escaped; nor half of a surrogate pair.
const FORBIDDEN = /[\p{Cs}\ufffe\uffff]|[^\P{Cc}\t\n\r]/gu;

/** Text for an element or a quoted attribute, in HTML and in XML. */
export const escapeMarkup = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** JSON that can stand inside `<script type="application/json">`: no end tag or comment can begin in it. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** An identifier for `id` and `aria-labelledby`, where a space would make two of it. */
export const elementId = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, '_');
