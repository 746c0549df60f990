import { Problem } from '@coincast/shared/http/errors';
import { SaxesParser } from 'saxes';
import { broken, shown, type ZipArchive } from './zip-archive.js';

/** What is made of a document's elements, as they come; names are without their prefix. */
export interface XmlHandlers {
  open(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  /** One element's text may come in several pieces. */
  text?(text: string): void;
}

const maxDepth = 64;

/**
 * Parses a part of a workbook as it unpacks; each `next` of the generator has fed one more piece to the handlers. The
 * document has been well-formed and whole when the generator ends. Entities that a document defines are never expanded.
 * @throws Problem `unreadable_data`; `row_too_large` for a single text larger than a row; what handlers throw.
 */
export async function* parseXml(archive: ZipArchive, part: string, handlers: XmlHandlers): AsyncGenerator<void> {
  let pendingChars = 0;
  let depth = 0;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', () => {
    throw broken(`the XML in "${shown(part)}" is broken or ends early`);
  });
  parser.on('doctype', () => {
    throw broken(`"${shown(part)}" holds a document type declaration, which no workbook needs`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    pendingChars = 0;
    if (++depth > maxDepth) throw broken(`"${shown(part)}" is nested more than ${maxDepth} levels deep`);
    handlers.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    pendingChars = 0;
    handlers.close?.(localName(name));
  });
  const text = (piece: string) => handlers.text?.(piece);
  parser.on('text', text);
  parser.on('cdata', text);
  for await (const piece of archive.text(part)) {
    pendingChars += piece.length;
    parser.write(piece);
    if (pendingChars > archive.limits.maxRowBytes) throw tokenTooLong(part, archive.limits.maxRowBytes);
    yield;
  }
  parser.close();
}

function tokenTooLong(part: string, maxBytes: number): Problem {
  return new Problem(
    'row_too_large',
    `A cell in "${shown(part)}" holds more than ${maxBytes} bytes, the limit of a row.`,
  );
}

/** As `parseXml`, in one go. */
export async function parseWholeXml(archive: ZipArchive, part: string, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(archive, part, handlers));
}

/** Some programs write `x:row` for `row`. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** An attribute by its name without prefix. */
export function attributeOf(attributes: Record<string, string>, name: string): string | undefined {
  const key = Object.keys(attributes).find((each) => localName(each) === name && !each.startsWith('xmlns:'));
  return key === undefined ? undefined : attributes[key];
}
