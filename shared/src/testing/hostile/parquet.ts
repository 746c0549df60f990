// Just enough of Thrift's compact protocol to write footers that lie.
// https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md

type Field = [id: number, value: Value];
type Value = { i32: number } | { i64: number } | { text: string } | { list: Value[] } | { struct: Field[] };

const typeCodes = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

function unsigned(value: bigint): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7n) {
    if (left < 0x80n) return [...bytes, Number(left)];
    bytes.push(Number(left & 0x7fn) | 0x80);
  }
}

const zigzag = (value: number) => unsigned(BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n)));

const codeOf = (value: Value) => typeCodes[Object.keys(value)[0] as keyof typeof typeCodes];

function encode(value: Value): number[] {
  if ('i32' in value) return zigzag(value.i32);
  if ('i64' in value) return zigzag(value.i64);
  if ('text' in value) {
    const bytes = Buffer.from(value.text);
    return [...unsigned(BigInt(bytes.length)), ...bytes];
  }
  if ('list' in value) {
    const code = codeOf(value.list[0] ?? { i32: 0 });
    return [0xf0 | code, ...unsigned(BigInt(value.list.length)), ...value.list.flatMap(encode)];
  }
  let last = 0;
  const bytes = value.struct.flatMap(([id, field]) => {
    const header = ((id - last) << 4) | codeOf(field);
    last = id;
    return [header, ...encode(field)];
  });
  return [...bytes, 0];
}

const types = { int64: 2, double: 5 };

/** What a footer says; each figure may be a lie. */
export interface ParquetClaims {
  rows: number;
  /** Where the pages of each column begin, and how many bytes they have. */
  pageOffset?: number;
  compressedBytes?: number;
  inflatedBytes?: number;
  /** 0 none, 1 snappy, 2 gzip, 6 zstd */
  codec?: number;
  /** Further columns beside the time and the price. */
  otherColumns?: number;
  /** Bytes that the file says its footer has, when it is not what it has. */
  footerBytes?: number;
  /** Bytes before the footer. */
  body?: Buffer;
}

/** A Parquet file of a time and a price column whose footer claims what it is told to. */
export function parquet(claims: ParquetClaims): Buffer {
  const {
    rows,
    pageOffset = 4,
    compressedBytes = 100,
    inflatedBytes = 100,
    codec = 0,
    body = Buffer.alloc(0),
  } = claims;
  const others = Array.from(
    { length: claims.otherColumns ?? 0 },
    (_, i) => ['other'.concat(String(i)), types.double] as const,
  );
  const columns = [['timestamp', types.int64] as const, ['price', types.double] as const, ...others];
  const schema: Value[] = [
    {
      struct: [
        [4, { text: 'schema' }],
        [5, { i32: columns.length }],
      ],
    },
    ...columns.map(
      ([name, type]): Value => ({
        struct: [
          [1, { i32: type }],
          [3, { i32: 0 }],
          [4, { text: name }],
        ],
      }),
    ),
  ];
  const chunk = ([name, type]: readonly [string, number]): Value => ({
    struct: [
      [2, { i64: pageOffset }],
      [
        3,
        {
          struct: [
            [1, { i32: type }],
            [2, { list: [{ i32: 0 }] }],
            [3, { list: [{ text: name }] }],
            [4, { i32: codec }],
            [5, { i64: rows }],
            [6, { i64: inflatedBytes }],
            [7, { i64: compressedBytes }],
            [9, { i64: pageOffset }],
          ],
        },
      ],
    ],
  });
  const group: Value = {
    struct: [
      [1, { list: columns.map(chunk) }],
      [2, { i64: inflatedBytes }],
      [3, { i64: rows }],
    ],
  };
  const footer = Buffer.from(
    encode({
      struct: [
        [1, { i32: 1 }],
        [2, { list: schema }],
        [3, { i64: rows }],
        [4, { list: [group] }],
      ],
    }),
  );
  const length = Buffer.alloc(4);
  length.writeInt32LE(claims.footerBytes ?? footer.length);
  const magic = Buffer.from('PAR1');
  return Buffer.concat([magic, body, footer, length, magic]);
}

/** A data page's header of plainly written values, which claims sizes and a number of values. */
export function pageHeader(inflatedBytes: number, compressedBytes: number, values: number): Buffer {
  const page: Value = {
    struct: [
      [1, { i32: values }],
      [2, { i32: 0 }],
      [3, { i32: 3 }],
      [4, { i32: 3 }],
    ],
  };
  return Buffer.from(
    encode({
      struct: [
        [1, { i32: 0 }],
        [2, { i32: inflatedBytes }],
        [3, { i32: compressedBytes }],
        [5, page],
      ],
    }),
  );
}
