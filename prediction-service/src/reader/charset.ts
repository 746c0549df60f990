import iconv from 'iconv-lite';

/** What a JSON body may be written in; iconv-lite knows each by this name. */
export const bodyCharsets: readonly string[] = ['utf-8', 'us-ascii', 'utf-16', 'utf-16le', 'utf-16be', 'utf-32'];

/** Text as UTF-8. */
export function toUtf8(content: Buffer, charset: string): Buffer {
  return charset === 'utf-8' || charset === 'us-ascii' ? content : Buffer.from(iconv.decode(content, charset));
}
