import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { badRequest } from './api-error.js';
import { photoSize } from './images.js';
import type { Photo, StoredFile } from './types.js';

export const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;
const DOCUMENT_BYTES_MAX = 50 * 1024 * 1024;

const MIME_TYPES: Record<string, string> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What was uploaded, by people and by the bot. */
export class Files {
  private readonly byId = new Map<string, StoredFile | Photo>();

  addPhoto(bytes: Buffer): Photo {
    const size = photoSize(bytes);
    const photo = { ...this.file('Photo', 'photo.jpg', 'image/jpeg', bytes), ...size };
    this.byId.set(photo.id, photo);
    return photo;
  }

  /** People send files of any size; the bot's may have 50 MB. */
  addDocument(name: string, bytes: Buffer, by: 'bot' | 'person', mimeType?: string): StoredFile {
    if (bytes.length === 0) throw badRequest('file must be non-empty');
    if (by === 'bot' && bytes.length > DOCUMENT_BYTES_MAX) throw badRequest('file is too big');
    const type = mimeType ?? MIME_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
    const document = this.file('Document', name, type, bytes);
    this.byId.set(document.id, document);
    return document;
  }

  /** As Telegram does with what is old. */
  lose({ id }: StoredFile): void {
    this.byId.delete(id);
  }

  /** Throws 400 for an id that isn't one. */
  get(id: string): StoredFile | Photo {
    const file = this.byId.get(id);
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    return file;
  }

  photo(id: string): Photo {
    const file = this.get(id);
    if (!('width' in file)) throw badRequest(`can't use file of type ${file.kind} as Photo`);
    return file;
  }

  document(id: string): StoredFile {
    const file = this.get(id);
    if (file.kind !== 'Document') throw badRequest(`can't use file of type ${file.kind} as Document`);
    return file;
  }

  /** What is downloaded from a path, if anything. */
  at(path: string): StoredFile | undefined {
    return [...this.byId.values()].find((file) => file.path === path);
  }

  private file(kind: StoredFile['kind'], name: string, mimeType: string, bytes: Buffer): StoredFile {
    const folder = kind === 'Photo' ? 'photos' : 'documents';
    return {
      id: randomBytes(36).toString('base64url'),
      uniqueId: randomBytes(9).toString('base64url'),
      kind,
      name,
      mimeType,
      bytes,
      path: `${folder}/file_${this.byId.size}${extname(name).toLowerCase()}`,
    };
  }
}
