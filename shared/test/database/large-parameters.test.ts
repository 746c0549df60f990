import { expect } from 'chai';
import { connectDatabase, type Db, prepared, preparedLarge } from '../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js';

describe('preparedLarge', () => {
  let database: TestDatabase;
  let db: Db;
  before(async () => {
    database = await createTestDatabase({ prediction: [] });
    db = connectDatabase(database.adminUrl, { applicationName: 'large-parameters-test', poolSize: 1 });
    await db.raw('CREATE TABLE kept (id int PRIMARY KEY, content bytea, note text, numbers int[])');
  });
  after(async () => {
    await db.destroy();
    await database.drop();
  });

  const insert = (id: number, content: Buffer | null, note: string | null, numbers: number[] | null) =>
    preparedLarge<{ id: number; bytes: number | null; note: string | null; numbers: number[] | null }>(
      db,
      'insert_kept',
      `INSERT INTO kept VALUES (?::int, ?::bytea, ?::text, ?::int[])
       RETURNING id, octet_length(content) AS bytes, note, numbers`,
      [id, content, note, numbers],
    );

  it('sends bytes, text, numbers, arrays and nulls as `prepared` does', async () => {
    const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => i % 251));
    expect(await insert(1, content, 'Цена "…"\\', [1, 2])).to.deep.equal([
      { id: 1, bytes: content.length, note: 'Цена "…"\\', numbers: [1, 2] },
    ]);
    const [row] = await prepared<{ content: Buffer }>(db, 'find_kept', 'SELECT content FROM kept WHERE id = ?', [1]);
    expect(row?.content.equals(content)).to.equal(true);
    expect(await insert(2, null, null, null)).to.deep.equal([{ id: 2, bytes: null, note: null, numbers: null }]);
    expect(await insert(3, Buffer.alloc(0), '', [])).to.deep.equal([{ id: 3, bytes: 0, note: '', numbers: [] }]);
  });

  it('tells the server’s errors, and leaves its connection as good as before', async () => {
    await insert(4, Buffer.alloc(1_000_000), 'first', null);
    const error: unknown = await insert(4, Buffer.alloc(1_000_000), 'second', null).catch((reason: unknown) => reason);
    expect(error).to.include({ code: '23505' });
    expect(await insert(5, Buffer.alloc(10), 'third', null)).to.have.lengthOf(1);
    expect(await prepared(db, 'count_kept', 'SELECT note FROM kept WHERE id = 4', [])).to.deep.equal([
      { note: 'first' },
    ]);
  });
});
