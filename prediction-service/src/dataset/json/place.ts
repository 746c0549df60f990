/** A position in a text as people find it: its line and the character in it, both from 1. */
export function placeAt(content: Buffer, position: number): string {
  const before = content.subarray(0, position);
  let line = 1;
  for (const byte of before) if (byte === 0x0a) line++;
  const lineStart = before.lastIndexOf(0x0a) + 1;
  return `line ${line}, character ${before.subarray(lineStart).toString('utf8').length + 1}`;
}
