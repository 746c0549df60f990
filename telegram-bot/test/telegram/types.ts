/** A part of a text that looks or acts differently; offset and length count UTF-16 units. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
}

export interface FormattedText {
  text: string;
  entities: Entity[];
}

/** A button of an inline keyboard; those of other kinds than these two keep their fields in `other`. */
export interface Button {
  text: string;
  data: string | undefined;
  url: string | undefined;
  other: Record<string, unknown>;
}

/** A file on Telegram's servers. */
export interface StoredFile {
  id: string;
  uniqueId: string;
  kind: 'Photo' | 'Document';
  name: string;
  mimeType: string;
  bytes: Buffer;
  /** Where it is downloaded from, below /file/bot<token>/. */
  path: string;
}

export interface Photo extends StoredFile {
  width: number;
  height: number;
}

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
