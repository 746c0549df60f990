import pg from 'pg';
import { type Db, numberedPlaceholders } from './connect.js';

/** A value as the driver makes it ready for the server: text, bytes, or null. */
type ServerValue = string | Buffer | null;

interface BindMessage {
  statement: string;
  values: readonly unknown[];
  valueMapper: (value: unknown) => ServerValue;
}

/** Of the driver's connection what a query uses here. */
interface QueryConnection {
  stream: { write(bytes: Buffer): boolean };
  bind(message: BindMessage): void;
}

/**
 * `prepared` for parameters of many megabytes: bytes go to the server from where they are. The driver copies all
 * parameters into one message twice, which for a million rows keeps everybody waiting.
 */
export async function preparedLarge<Row>(
  db: Db,
  name: string,
  sql: string,
  bindings: readonly unknown[],
): Promise<Row[]> {
  const connection: pg.Client = await db.client.acquireConnection();
  try {
    return await new Promise<Row[]>((resolve, reject) => {
      const done = (error: unknown, result: { rows: Row[] }) => (error ? reject(error) : resolve(result.rows));
      connection.query(new LargeQuery({ name, text: numberedPlaceholders(sql), values: [...bindings] }, done));
    });
  } finally {
    await db.client.releaseConnection(connection);
  }
}

type Done = (error: unknown, result: { rows: never[] }) => void;

class LargeQuery extends pg.Query {
  constructor(config: pg.QueryConfig, done: Done) {
    // The types leave out the callback, which is how the driver answers a query object.
    super(...([config, undefined, done] as unknown as ConstructorParameters<typeof pg.Query>));
  }

  /** The driver's own steps, on its own connection, but for one message. */
  override submit = (connection: pg.Connection): void => {
    const own = connection as unknown as QueryConnection;
    const bind = { value: (message: BindMessage) => sendBind(own.stream, message) };
    Reflect.apply(pg.Query.prototype.submit, this, [Object.create(connection, { bind })]);
  };
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, Bind */
function sendBind(stream: QueryConnection['stream'], { statement, values, valueMapper }: BindMessage): void {
  const parameters = values.map(valueMapper).map((value) => (typeof value === 'string' ? Buffer.from(value) : value));
  const formats = values.map((value) => int16(Buffer.isBuffer(value) ? 1 : 0));
  const count = int16(values.length);
  const allResultsAsText = Buffer.concat([int16(1), int16(0)]);
  const pieces = [Buffer.from(`\0${statement}\0`), count, ...formats, count];
  for (const parameter of parameters) {
    pieces.push(int32(parameter ? parameter.byteLength : -1));
    if (parameter) pieces.push(parameter);
  }
  pieces.push(allResultsAsText);
  const bytes = pieces.reduce((total, { byteLength }) => total + byteLength, 4);
  stream.write(Buffer.concat([Buffer.from('B'), int32(bytes)]));
  for (const piece of pieces) if (piece.byteLength > 0) stream.write(piece);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
