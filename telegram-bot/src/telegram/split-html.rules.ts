/** What is never cut: a tag, an entity, a character. */
const atoms = /<[^>]*>|&(?:#\d+|#x[\da-f]+|\w+);|./giu;

interface OpenTag {
  name: string;
  /** As it was written, with its attributes. */
  text: string;
}

interface Cut {
  /** In the text, before the blank that is left out. */
  at: number;
  open: readonly OpenTag[];
}

/**
 * Cuts HTML into pieces of at most `limit` characters, each complete by itself: tags that are open at a cut are closed
 * there and opened again. Cuts at lines, else at words, else between characters; pieces that show nothing are left out.
 * Tags and entities are counted as they are written: Telegram counts less, so that what fits here always fits there.
 */
export function splitHtml(html: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = html;
  while (rest.length > limit) {
    const cut = findCut(rest, limit);
    // Tags alone longer than a message: nothing of ours, and not to be split.
    if (!cut) break;
    pieces.push(rest.slice(0, cut.at).trimEnd() + closing(cut.open));
    rest = cut.open.map(({ text }) => text).join('') + rest.slice(cut.at).trimStart();
  }
  pieces.push(rest);
  return pieces.filter(showsSomething);
}

function findCut(text: string, limit: number): Cut | undefined {
  let open: readonly OpenTag[] = [];
  let line: Cut | undefined;
  let word: Cut | undefined;
  let last: Cut | undefined;
  let hasContent = false;
  for (const { 0: atom, index } of text.matchAll(new RegExp(atoms, 'gius'))) {
    const next = afterAtom(open, atom);
    const here = { at: index, open };
    if (hasContent && !isClosing(atom)) {
      last = here;
      if (atom === '\n') line = here;
      else if (/^\s$/.test(atom)) word = here;
    }
    if (index + atom.length + closing(next).length > limit) break;
    if (!isTag(atom)) hasContent = true;
    open = next;
  }
  const enough = limit / 2;
  return [line, word].find((cut) => cut && cut.at >= enough) ?? last;
}

function afterAtom(open: readonly OpenTag[], atom: string): readonly OpenTag[] {
  if (isClosing(atom)) return open.slice(0, -1);
  const name = /^<([a-z][\w-]*)/i.exec(atom)?.[1];
  return name ? [...open, { name, text: atom }] : open;
}

const isTag = (atom: string) => atom.startsWith('<') && atom.length > 1;
const isClosing = (atom: string) => atom.startsWith('</');
const closing = (open: readonly OpenTag[]) =>
  open
    .map(({ name }) => `</${name}>`)
    .reverse()
    .join('');
const showsSomething = (html: string) => html.replace(/<[^>]*>/g, '').trim() !== '';
