/** What the font does not have: it has Latin, Greek and Cyrillic, their signs, and those of money. */
const foreign =
  /[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u0148\u014a-\u017f\u0384-\u038a\u038e-\u03a1\u03a3-\u03ce\u0400-\u0479\u0480-\u049d\u04a0-\u04ff\u1ea0-\u1ef9\u2010-\u2027\u202f-\u203a\u20a0-\u20af\u20b1-\u20b5\u20b8-\u20ba\u20bc-\u20bf\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]/gu;

/**
 * The part of a text that can be drawn, on one line: other scripts, pictograms, controls and signs that turn text around are
 * left out. May be empty.
 */
export function drawnText(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').replaceAll(foreign, '').replaceAll(/ {2,}/g, ' ').trim();
}

const narrow = /[\s.,:;'|!()[\]ijlI1‘’]/u;
const wide = /[MWmw@%ЖМФШЩЫЮжмфшщыю№—…→]/u;

/** How wide a text is drawn at most, in px: nothing is measured here, so all but the oddest texts are narrower. */
export function widthOf(text: string, fontSizePx: number): number {
  let ems = 0;
  for (const sign of text) ems += narrow.test(sign) ? 0.42 : wide.test(sign) ? 1 : /\p{Lu}/u.test(sign) ? 0.79 : 0.66;
  return ems * fontSizePx;
}

/** A text that is no wider than that, its end cut off where it would be. */
export function fitted(text: string, fontSizePx: number, widthPx: number): string {
  if (widthOf(text, fontSizePx) <= widthPx) return text;
  const signs = Array.from(text);
  while (signs.length > 0 && widthOf(`${signs.join('')}…`, fontSizePx) > widthPx) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}
