import type { Migration } from '@coincast/shared/database';

// Warnings were bare codes. Each becomes an object with a sentence, made of the code, as there is no other.
export const forecastWarnings: Migration = {
  name: '004_forecast_warnings',
  async up(knex) {
    await knex.raw(`
      UPDATE forecasts SET warnings = (
        SELECT jsonb_agg(
          jsonb_build_object(
            'code', code,
            'message', upper(left(code, 1)) || translate(substring(code FROM 2), '_', ' ') || '.'
          ) ORDER BY nth
        )::text
        FROM jsonb_array_elements_text(warnings::jsonb) WITH ORDINALITY AS w (code, nth)
      ) WHERE warnings LIKE '["%'
    `);
  },
};
