import { isUtf8 } from 'node:buffer';
import { Problem } from '@coincast/shared/http/errors';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';

/** A text as it came. */
export interface EncodedText {
  /** Without a byte order mark. */
  content: Buffer;
  encoding: TextEncoding;
}

export type FoundFormat = ({ format: 'csv' | 'json' } & EncodedText) | { format: 'xlsx' | 'parquet' };

/**
 * What a file is, by its content alone.
 * @throws Problem `unsupported_media_type` that names what was found.
 */
export async function detectFormat(content: Buffer): Promise<FoundFormat> {
  if (!isUtf8(content)) throw new Problem('unsupported_media_type', 'The file is no text.');
  const first = content.toString('latin1', 0, 1);
  return { format: first === '[' || first === '{' ? 'json' : 'csv', content, encoding: 'utf-8' };
}
