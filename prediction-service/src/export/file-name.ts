/** Names that are devices to Windows, whatever their extension. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** No control or format characters: those that turn the direction of writing disguise an extension. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/gu;
const reserved = /[<>:"/\\|?*]/g;
const extension = /\.(?=\w*[a-z])\w{1,8}$/i;

/** Most file systems take 255 bytes; some are left for an extension, and for what a browser adds. */
const maxBytes = 200;

/**
 * The title of a job, which is the name of an uploaded file, as the name of another one, without its extension: no path,
 * no hidden file, nothing that a file system refuses.
 * @returns undefined when nothing of the title is left.
 */
export function fileNameOf(title: string): string | undefined {
  const seen = title.replace(unseen, '').replace(reserved, '_').replace(/\s+/g, ' ');
  const name = withoutEdges(shortened(withoutEdges(withoutEdges(seen).replace(extension, ''))));
  if (name === '') return undefined;
  return device.test(name) ? `_${name}` : name;
}

const withoutEdges = (name: string) => name.replace(/^[. ]+|[. ]+$/g, '');

function shortened(name: string): string {
  let short = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    short += character;
  }
  return short;
}
