import { connectDatabase, migrate } from '@coincast/shared/database';
import { createTestDatabase, type TestDatabase } from '@coincast/shared/testing';
import { expect } from 'chai';
import { migrations } from '../../src/migrations/index.js';

describe('migration 004_forecast_warnings', () => {
  const nth = migrations.findIndex(({ name }) => name === '004_forecast_warnings');
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase({ prediction: migrations.slice(0, nth) });
  });
  after(() => database.drop());

  it('turns codes into objects, in order, and leaves objects and none as they are', async () => {
    const db = connectDatabase(database.urls.prediction.ownerUrl, { applicationName: 'migration-test', poolSize: 1 });
    const object = '[{"code":"outliers","message":"It says \\"far off\\"."}]';
    const stored = ['[]', '["too_short","constant"]', object];
    for (const [i, warnings] of stored.entries()) {
      await db.raw(`INSERT INTO prediction.forecasts (job_id, times, "values", warnings) VALUES (?, '', '', ?)`, [
        i + 1,
        warnings,
      ]);
    }
    await migrate(database.urls.prediction.ownerUrl, 'prediction', migrations);
    const { rows } = await db.raw('SELECT warnings FROM prediction.forecasts ORDER BY job_id');
    await db.destroy();
    expect(rows.map(({ warnings }: { warnings: string }) => JSON.parse(warnings))).to.deep.equal([
      [],
      [
        { code: 'too_short', message: 'Too short.' },
        { code: 'constant', message: 'Constant.' },
      ],
      JSON.parse(object),
    ]);
  });
});
