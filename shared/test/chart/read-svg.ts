import { SaxesParser } from 'saxes';

export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  inside: string[];
}

/** All elements of a well-formed piece of markup, in their order; throws where it is not. */
export function readMarkup(markup: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, text: '', inside: open.map((parent) => parent.name) };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const parent = open.at(-1);
    if (parent) parent.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(`<root>${markup}</root>`).close();
  return elements.slice(1);
}

/** Elements that have the class. */
export const withClass = (elements: Element[], name: string): Element[] =>
  elements.filter((element) => (element.attributes['class'] ?? '').split(' ').includes(name));

/** The `d` of the one path of that class, or ''. */
export const pathOf = (markup: string, name: string): string =>
  withClass(readMarkup(markup), name)[0]?.attributes['d'] ?? '';

/** How often a path begins anew. */
export const piecesOf = (d: string): number => d.split('M').length - 1;

/** Every place that a path of absolute M, L, H, V, Z goes through; throws for anything else. */
export function placesOf(d: string): { x: number; y: number }[] {
  const places: { x: number; y: number }[] = [];
  let [x, y] = [0, 0];
  if (d.replace(/[MLHV](-?\d+(\.\d)?)( -?\d+(\.\d)?)?|Z/g, '') !== '') throw new Error(`not a plain path: ${d}`);
  for (const [, command, a, b] of d.matchAll(/([MLHV])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (command === 'V') y = Number(a);
    else x = Number(a);
    if (command === 'M' || command === 'L') y = Number(b);
    places.push({ x, y });
  }
  return places;
}
