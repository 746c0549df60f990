/** A field of a protobuf message: bytes where its length is told, else a number. */
export interface Field {
  number: number;
  value: Buffer | bigint;
}

/** The fields of a message, in their order (Protocol Buffers, "Encoding"). @throws RangeError when it is none. */
export function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Buffer => {
    if (at + length > message.length) throw new RangeError('The message ends within a field');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    switch (tag & 7) {
      case 0:
        fields.push({ number, value: varint() });
        break;
      case 1:
        fields.push({ number, value: bytes(8).readBigUInt64LE() });
        break;
      case 2:
        fields.push({ number, value: bytes(Number(varint())) });
        break;
      case 5:
        fields.push({ number, value: BigInt(bytes(4).readUInt32LE()) });
        break;
      default:
        throw new RangeError(`Wire type ${tag & 7} is not in use`);
    }
  }
  return fields;
}

/** The messages, texts or bytes in one of the fields. */
export function bytesIn(message: Buffer, number: number): Buffer[] {
  return fieldsOf(message).flatMap((field) =>
    field.number === number && typeof field.value !== 'bigint' ? [field.value] : [],
  );
}

/** The number in one of the fields; 0, which is not sent, when there is none. */
export function numberIn(message: Buffer, number: number): bigint {
  const found = fieldsOf(message).find((field) => field.number === number)?.value;
  return typeof found === 'bigint' ? found : 0n;
}
