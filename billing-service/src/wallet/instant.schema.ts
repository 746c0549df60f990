import Joi from 'joi';

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** 1..9999: what ISO 8601 writes plainly and the database knows. */
const commonYear = /^(?!0000)\d{4}-/;

/**
 * A point in time in ISO 8601: a day, which is its begin, or a day with a time; UTC where no zone is named, wherever the
 * server stands. Becomes ISO 8601 in UTC.
 */
export const instant = (field: string) =>
  Joi.string()
    .custom((text: string, helpers) => {
      const [, day = '', zone] = iso.exec(text) ?? [];
      // Date rolls 30 February over into March.
      if (day === '' || isoOf(day)?.slice(0, 10) !== day) return helpers.error('any.invalid');
      const time = isoOf(zone || text === day ? text : `${text}Z`);
      return time !== undefined && commonYear.test(time) ? time : helpers.error('any.invalid');
    })
    .messages({
      '*': `${field} must be a date (2024-01-31) or a time (2024-01-31T12:00:00Z) in ISO 8601; UTC where no zone is named`,
    });

function isoOf(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
