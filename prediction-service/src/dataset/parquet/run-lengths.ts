/** Wider values are indexes into dictionaries of more than 16 million entries, which no page that we read can hold. */
const maxBitWidth = 24;

/**
 * Decodes Parquet's hybrid of run lengths and packed bits (Apache Parquet Format, Encodings, "RLE / Bit-Packing Hybrid").
 * Nothing is written past `output`, however long a run claims to be.
 * @param bitWidth of a value.
 * @throws RangeError when the bytes end too early.
 */
export function readRuns(bytes: Uint8Array, from: number, bitWidth: number, output: Int32Array): void {
  if (bitWidth > maxBitWidth) throw new RangeError(`${bitWidth} bits a value`);
  if (bitWidth === 0) return;
  let at = from;
  let filled = 0;
  const next = () => {
    const byte = bytes[at++];
    if (byte === undefined) throw new RangeError('the runs end too early');
    return byte;
  };
  while (filled < output.length) {
    const header = readVarInt(next);
    const length = header >>> 1;
    if (header & 1) {
      const start = at;
      const count = Math.min(length * 8, output.length - filled);
      unpack(next, bitWidth, output.subarray(filled, filled + count));
      at = start + length * bitWidth;
      filled += count;
    } else {
      let value = 0;
      for (let shift = 0; shift < bitWidth; shift += 8) value |= next() << shift;
      const end = Math.min(filled + length, output.length);
      output.fill(value, filled, end);
      filled = end;
    }
  }
}

function unpack(next: () => number, bitWidth: number, output: Int32Array): void {
  const mask = 2 ** bitWidth - 1;
  let bits = 0;
  let available = 0;
  for (let i = 0; i < output.length; i++) {
    while (available < bitWidth) {
      bits |= next() << available;
      available += 8;
    }
    output[i] = bits & mask;
    bits >>>= bitWidth;
    available -= bitWidth;
  }
}

function readVarInt(next: () => number): number {
  let value = 0;
  for (let shift = 0; shift < 32; shift += 7) {
    const byte = next();
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
  throw new RangeError('a length has too many bytes');
}
