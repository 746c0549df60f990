import { badRequest } from './api-error.js';
import { parseHtml } from './html.js';
import type { Parameters } from './parameters.js';
import { type Entity, type FormattedText, isObject } from './types.js';

export const MESSAGE_LENGTH_MAX = 4096;
export const CAPTION_LENGTH_MAX = 1024;

/** The text of a message as a bot gave it: 1 to 4096 UTF-16 units after its markup is read. */
export function messageText(parameters: Parameters, tooLong = 'message is too long'): FormattedText {
  const written = parameters.string('text');
  if (!written) throw badRequest('message text is empty');
  const read = formatted(written, parameters.string('parse_mode'), parameters.json('entities'));
  if (read.text === '') throw badRequest('text must be non-empty');
  if (read.text.length > MESSAGE_LENGTH_MAX) throw badRequest(tooLong);
  return read;
}

/** A caption as a bot gave it: at most 1024 UTF-16 units after its markup is read. */
export function captionText(written: string, parseMode: string | undefined, entities: unknown): FormattedText {
  const read = formatted(written, parseMode, entities);
  if (read.text.length > CAPTION_LENGTH_MAX) throw badRequest('message caption is too long');
  return read;
}

function formatted(written: string, parseMode: string | undefined, entities: unknown): FormattedText {
  if (!parseMode) return detect(trim({ text: written, entities: givenEntities(entities) }));
  if (parseMode.toLowerCase() === 'html') return detect(trim(parseHtml(written)));
  if (/^markdown(v2)?$/i.test(parseMode)) throw badRequest('this server for tests reads parse_mode HTML only');
  throw badRequest('unsupported parse_mode');
}

/** Adds what Telegram finds by itself in any text: commands, e-mail addresses, links. */
export function detect({ text, entities }: FormattedText): FormattedText {
  const taken = entities.filter(({ type }) => ['code', 'pre', 'text_link'].includes(type));
  const found: Entity[] = [];
  for (const [type, pattern] of DETECTED) {
    for (const { 0: part, index: offset } of text.matchAll(pattern)) {
      const entity = { type, offset, length: part.length };
      if (![...taken, ...found].some((other) => overlaps(other, entity))) found.push(entity);
    }
  }
  const order = (a: Entity, b: Entity) => a.offset - b.offset || b.length - a.length;
  return { text, entities: [...entities, ...found].sort(order) };
}

const DETECTED: [string, RegExp][] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi],
  [
    'url',
    /\b(?:https?:\/\/[^\s<>"]*[^\s<>".,:;!?)]|(?:[a-z0-9-]+\.)+(?:com|org|net|ru|io|me|dev|app)\b(?:\/[^\s<>"]*[^\s<>".,:;!?)])?)/gi,
  ],
  ['bot_command', /(?<![\w/<>@])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gi],
];

const overlaps = (a: Entity, b: Entity) => a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** Without space around it; the entities move along, and those of space alone go. */
function trim({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  const start = text.length - text.trimStart().length;
  const moved = entities.map((entity) => {
    const from = Math.max(entity.offset - start, 0);
    const to = Math.min(entity.offset + entity.length - start, trimmed.length);
    return { ...entity, offset: from, length: to - from };
  });
  return { text: trimmed, entities: moved.filter(({ length }) => length > 0) };
}

function givenEntities(value: unknown): Entity[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest("can't parse entities: Expected an Array of MessageEntity");
  return value.map((entity: unknown) => {
    if (!isObject(entity) || typeof entity['type'] !== 'string') {
      throw badRequest('can\'t parse MessageEntity: Can\'t find field "type"');
    }
    const { type, offset, length, url } = entity;
    return { type, offset: Number(offset), length: Number(length), ...(typeof url === 'string' ? { url } : {}) };
  });
}
