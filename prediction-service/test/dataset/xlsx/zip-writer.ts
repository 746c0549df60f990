import { crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive; what is given beside its content is a lie that the archive tells about it. */
export interface ZipPart {
  content: string | Buffer;
  /** 0 stores, 8 (the default) deflates. */
  method?: number;
  crc?: number;
  /** Declared size, unpacked. */
  size?: number;
  flags?: number;
}

/** Writes an archive by hand, so that it can be as broken as a test needs. */
export function writeZip(parts: readonly (readonly [name: string, part: ZipPart | string])[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, given] of parts) {
    const part = typeof given === 'string' ? { content: given } : given;
    const { local, central } = entryOf(name, part, offset);
    locals.push(local);
    directory.push(central);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

function entryOf(name: string, part: ZipPart, offset: number): { local: Buffer; central: Buffer } {
  const content = Buffer.from(part.content);
  const method = part.method ?? 8;
  const packed = method === 8 ? deflateRawSync(content) : content;
  const nameBytes = Buffer.from(name);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE((part.flags ?? 0) | 0x800, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(part.crc ?? crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(part.size ?? content.length, 18);
  fields.writeUInt16LE(nameBytes.length, 22);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, nameBytes, packed]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, nameBytes]);
  return { local, central };
}
