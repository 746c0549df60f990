/** Above this many bytes of raw series, the event carries a reference instead of the data. */
export const inlineSeriesLimitBytes = 256 * 1024;

/**
 * A column of numbers as bytes: little-endian Float64, the form in which series are stored and travel.
 * Node.js runs on little-endian machines only where we do; `columnFromBytes` copies, so alignment never matters.
 */
export function columnToBytes(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** @throws RangeError when the bytes are not whole Float64s. */
export function columnFromBytes(bytes: Uint8Array): Float64Array {
  if (bytes.byteLength % 8 !== 0) throw new RangeError(`${bytes.byteLength} bytes are not whole Float64 numbers`);
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return new Float64Array(copy.buffer);
}

export function columnToBase64(values: Float64Array): string {
  return columnToBytes(values).toString('base64');
}

/** @throws RangeError when the text does not hold whole Float64s. */
export function columnFromBase64(text: string): Float64Array {
  return columnFromBytes(Buffer.from(text, 'base64'));
}
