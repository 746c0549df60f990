import { badRequest } from './api-error.js';
import type { Entity, FormattedText } from './types.js';
import { checkedUrl } from './url.js';

const ENTITY_OF_TAG: Record<string, string> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  blockquote: 'blockquote',
};

const CHARACTERS: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  name: string;
  offset: number;
  attributes: Map<string, string>;
}

/**
 * Reads text of parse_mode HTML as Telegram does (TDLib, parse_html): few tags, four named characters and numbered
 * ones, and a 400 that names the byte for whatever doesn't fit.
 */
export const parseHtml = (html: string): FormattedText => new HtmlReader(html).read();

class HtmlReader {
  private position = 0;
  private text = '';
  private readonly entities: Entity[] = [];
  private readonly open: OpenTag[] = [];

  constructor(private readonly html: string) {}

  read(): FormattedText {
    while (this.position < this.html.length) {
      const character = this.html.charAt(this.position);
      if (character === '&') this.text += this.character();
      else if (character !== '<') {
        this.text += character;
        this.position += 1;
      } else if (this.html.charAt(this.position + 1) === '/') this.endTag();
      else this.startTag();
    }
    const unclosed = this.open.at(-1);
    if (unclosed) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    return { text: this.text, entities: this.entities };
  }

  /** `&lt;` and the like; what isn't one stays as it is written. The semicolon may be missing. */
  private character(): string {
    const found = this.match(/&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|(lt|gt|amp|quot));?/iy);
    if (found) {
      const [whole, hex, decimal, name] = found;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      const read = name ? CHARACTERS[name] : code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : undefined;
      if (read) {
        this.position += whole.length;
        return read;
      }
    }
    this.position += 1;
    return '&';
  }

  private startTag() {
    const at = this.byteOffset(this.position);
    const name = (this.match(/<([^\s>]*)(?=[\s>])/y)?.[1] ?? this.unclosed('start tag', at)).toLowerCase();
    if (!(name in ENTITY_OF_TAG)) throw unparsable(`Unsupported start tag "${name}" at byte offset ${at}`);
    this.position += name.length + 1;
    const attributes = new Map<string, string>();
    for (this.skipSpace(); this.html.charAt(this.position) !== '>'; this.skipSpace()) {
      if (this.position >= this.html.length) this.unclosed(`start tag "${name}"`, at);
      const [attribute, value] = this.attribute(name, at);
      attributes.set(attribute, value);
    }
    this.position += 1;
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
    }
    this.open.push({ name, offset: this.text.length, attributes });
  }

  private attribute(tag: string, at: number): [string, string] {
    const name = this.match(/[^\s=>/"']+/y)?.[0];
    if (!name) throw unparsable(`Empty attribute name in the tag "${tag}" at byte offset ${at}`);
    this.position += name.length;
    this.skipSpace();
    if (this.html.charAt(this.position) !== '=') return [name.toLowerCase(), ''];
    this.position += 1;
    this.skipSpace();
    if (this.position >= this.html.length) this.unclosed(`start tag "${tag}"`, at);
    const quote = this.html.charAt(this.position);
    if (quote !== '"' && quote !== "'") {
      const token = this.match(/[a-z0-9.-]*/iy)?.[0] ?? '';
      const tokenAt = this.byteOffset(this.position);
      this.position += token.length;
      if (!/[\s>]/.test(this.html.charAt(this.position))) {
        throw unparsable(`Unexpected end of name token at byte offset ${tokenAt}`);
      }
      return [name.toLowerCase(), token.toLowerCase()];
    }
    this.position += 1;
    let value = '';
    while (this.html.charAt(this.position) !== quote) {
      if (this.position >= this.html.length) this.unclosed('start tag', at);
      if (this.html.charAt(this.position) === '&') value += this.character();
      else {
        value += this.html.charAt(this.position);
        this.position += 1;
      }
    }
    this.position += 1;
    if (this.position >= this.html.length) this.unclosed('start tag', at);
    return [name.toLowerCase(), value];
  }

  private endTag() {
    const at = this.byteOffset(this.position);
    const tag = this.open.pop();
    if (!tag) throw unparsable(`Unexpected end tag at byte offset ${at}`);
    const found = this.match(/<\/([^\s>]*)\s*>/y);
    if (!found) this.unclosed('end tag', at);
    const [whole, name] = found;
    if (name && name !== tag.name) {
      throw unparsable(`Unmatched end tag at byte offset ${at}, expected "</${tag.name}>", found "</${name}>"`);
    }
    this.position += whole.length;
    if (this.text.length > tag.offset) this.addEntity(tag);
  }

  private addEntity({ name, offset, attributes }: OpenTag) {
    const length = this.text.length - offset;
    const entity: Entity = { type: ENTITY_OF_TAG[name] ?? name, offset, length };
    if (name === 'a') {
      // A link that Telegram doesn't take for one is plain text, without a word about it.
      const url = checkedUrl(attributes.get('href') || this.text.slice(offset));
      if (!url.ok) return;
      entity.url = url.url;
    } else if (name === 'tg-emoji') {
      entity.custom_emoji_id = attributes.get('emoji-id') ?? '';
    } else if (name === 'blockquote' && attributes.has('expandable')) {
      entity.type = 'expandable_blockquote';
    } else if (name === 'code') {
      const language = /^language-(.+)/.exec(attributes.get('class') ?? '')?.[1];
      if (language) entity.language = language;
    } else if (name === 'pre') {
      const inner = this.entities.at(-1);
      if (inner?.language && inner.offset === offset && inner.length === length) {
        entity.language = inner.language;
        this.entities.pop();
      }
    }
    this.entities.push(entity);
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    return pattern.exec(this.html) ?? undefined;
  }

  private skipSpace() {
    this.position += this.match(/\s*/y)?.[0].length ?? 0;
  }

  private byteOffset(position: number): number {
    return Buffer.byteLength(this.html.slice(0, position));
  }

  private unclosed(what: string, at: number): never {
    throw unparsable(`Unclosed ${what} at byte offset ${at}`);
  }
}

const unparsable = (words: string) => badRequest(`can't parse entities: ${words}`);
