import { idIn } from './buttons.rules.js';
import { button, type Keyboard } from './keyboard.js';
import type { Turn } from './turn.js';

/** A page of a list whose newest entries come first. */
export interface Page<Entry> {
  entries: Entry[];
  /** Only entries with a smaller id; undefined on the first page. */
  before: number | undefined;
  /** Its line of buttons to the first page and to the next one; none where all is shown. */
  buttons: Keyboard;
}

/**
 * @param action of the buttons; the next page's carries the id of this page's last entry.
 * @param ask one entry more than a page has tells whether there is another.
 */
export async function pageOf<Entry extends { id: number }>(
  { texts: { buttons } }: Turn,
  { action, size, beforeText }: { action: string; size: number; beforeText: string | undefined },
  ask: (query: { limit: number; before: number | undefined }) => Promise<Entry[]>,
): Promise<Page<Entry>> {
  const before = idIn(beforeText);
  const found = await ask({ limit: size + 1, before });
  const entries = found.slice(0, size);
  const last = entries.at(-1);
  const line = [
    ...(before === undefined ? [] : [button(buttons.newer, action)]),
    ...(last && found.length > size ? [button(buttons.older, action, last.id)] : []),
  ];
  return { entries, before, buttons: line.length > 0 ? [line] : [] };
}
