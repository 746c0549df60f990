import { badRequest } from '../api-error.js';
import { captionText } from '../text.js';
import { type FormattedText, isObject, type Photo, type StoredFile } from '../types.js';
import type { Call } from './method.js';

export type Media = { photo: Photo; document: undefined } | { photo: undefined; document: StoredFile };

/**
 * The photo or document of a parameter: a part of the request (of this name, or named by `attach://`), or the file_id
 * of one that Telegram has.
 */
export function mediaOf(call: Call, kind: 'photo' | 'document', name: string = kind): Media {
  return mediaFrom(call, kind, name, call.parameters.string(name));
}

function mediaFrom({ platform: { files }, parameters }: Call, kind: string, name: string, given: string | undefined) {
  const attached = given?.startsWith('attach://') ? given.slice('attach://'.length) : name;
  const upload = parameters.upload(attached);
  if (upload && kind === 'photo') return { photo: files.addPhoto(upload.bytes), document: undefined };
  if (upload) return { photo: undefined, document: files.addDocument(upload.name, upload.bytes, 'bot') };
  if (!given || given.startsWith('attach://')) throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:/.test(given)) throw badRequest('failed to get HTTP URL content');
  return kind === 'photo'
    ? { photo: files.photo(given), document: undefined }
    : { photo: undefined, document: files.document(given) };
}

/** The `media` of editMessageMedia: a file and its caption. */
export function inputMedia(call: Call): { media: Media; caption: FormattedText } {
  const given = call.parameters.json('media');
  if (given === undefined) throw badRequest('media must be non-empty');
  if (!isObject(given)) throw badRequest("can't parse InputMedia: expected an Object");
  const { type, media, caption, parse_mode: parseMode, caption_entities: entities } = given;
  if (type !== 'photo' && type !== 'document')
    throw badRequest(`can't parse InputMedia: type "${type}" is unsupported`);
  if (typeof media !== 'string') throw badRequest("can't parse InputMedia: media not found");
  return {
    media: mediaFrom(call, type, '', media),
    caption: captionText(text(caption) ?? '', text(parseMode), entities),
  };
}

/** The caption of a call. */
export function captionOf({ parameters }: Call): FormattedText {
  const written = parameters.string('caption') ?? '';
  return captionText(written, parameters.string('parse_mode'), parameters.json('caption_entities'));
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
