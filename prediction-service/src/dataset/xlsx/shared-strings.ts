import { parseWholeXml } from './xml.js';
import type { ZipArchive } from './zip-archive.js';

/** The texts that cells refer to by number; of rich text the text alone. */
export async function readSharedStrings(archive: ZipArchive, part: string): Promise<string[]> {
  const strings: string[] = [];
  const item = new RichText();
  await parseWholeXml(archive, part, {
    open(name) {
      if (name === 'si') item.clear();
      item.open(name);
    },
    text: (piece) => item.add(piece),
    close(name) {
      item.close(name);
      if (name === 'si') strings.push(item.text);
    },
  });
  return strings;
}

/** Puts the text of a shared or inline string together from its runs, without what only says how to pronounce it. */
export class RichText {
  private plain = '';
  private inText = false;
  private inPhonetic = false;

  clear(): void {
    this.plain = '';
    this.inText = false;
    this.inPhonetic = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.inPhonetic = true;
    else if (name === 't') this.inText = !this.inPhonetic;
  }

  add(piece: string): void {
    if (this.inText) this.plain += piece;
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inPhonetic = false;
  }

  get text(): string {
    return unescaped(this.plain);
  }
}

/** Characters that XML cannot hold are written `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
