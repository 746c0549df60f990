import type { Migration } from '@coincast/shared/database';

// An export reads a forecast in slices; of a compressed column each slice unpacks everything before it. Forecasts from
// before stay compressed and readable.
export const forecastTimes: Migration = {
  name: '003_forecast_times',
  async up(knex) {
    await knex.raw('ALTER TABLE forecasts ALTER COLUMN times SET STORAGE EXTERNAL');
  },
};
