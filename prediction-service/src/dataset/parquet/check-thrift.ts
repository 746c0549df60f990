/** The footer of Parquet nests structures six deep. */
const maxDepth = 32;
/** 64 bits, seven to a byte. */
const maxVarIntBytes = 10;

/**
 * Walks over a structure in Thrift's compact protocol, so that it can be handed to a decoder which believes it: one that
 * takes integers of any length, in quadratic time, and nests as deeply as it is told.
 * @throws RangeError when the bytes are no such structure, or end before it does.
 */
export function checkThrift(bytes: Uint8Array): void {
  new Walk(bytes).struct(0);
}

/** Types: 1 and 2 a boolean, 3 a byte, 4 to 6 an integer, 7 a double, 8 bytes, 9 a list, 12 a structure. */
class Walk {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  struct(depth: number): void {
    for (;;) {
      const field = this.next();
      const type = field & 15;
      if (type === 0) return;
      if (field < 16) this.varInt();
      // The value of a boolean is its type.
      if (type > 2) this.value(type, depth);
    }
  }

  private value(type: number, depth: number): void {
    if (depth > maxDepth) throw new RangeError('structures within structures');
    if (type <= 3) this.advance(1);
    else if (type <= 6) this.varInt();
    else if (type === 7) this.advance(8);
    else if (type === 8) this.advance(this.varInt());
    else if (type === 9) this.list(depth + 1);
    else if (type === 12) this.struct(depth + 1);
    else throw new RangeError(`type ${type}`);
  }

  private list(depth: number): void {
    const head = this.next();
    const type = head & 15;
    if (type === 0) throw new RangeError('a list of no type');
    const size = head >> 4 === 15 ? this.varInt() : head >> 4;
    for (let i = 0; i < size; i++) this.value(type, depth);
  }

  private next(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError('it ends too early');
    return byte;
  }

  private advance(length: number): void {
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError('it ends too early');
  }

  private varInt(): number {
    let value = 0;
    for (let i = 0; i < maxVarIntBytes; i++) {
      const byte = this.next();
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw new RangeError('an integer of too many bytes');
  }
}
