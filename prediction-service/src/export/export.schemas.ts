import Joi from 'joi';

export const exportFormats = ['csv', 'json', 'xlsx', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportQuery {
  format: ExportFormat;
  /** 1: the CSV as Excel opens it by itself where the decimal sign is a comma. */
  excel: 0 | 1;
}

export const exportQuery = Joi.object<ExportQuery>({
  format: Joi.string()
    .valid(...exportFormats)
    .default('csv')
    .messages({ 'any.only': `format must be one of ${exportFormats.join(', ')}` }),
  excel: Joi.number().valid(0, 1).default(0).messages({ '*': 'excel must be 0 or 1' }),
}).custom((query: ExportQuery, helpers) =>
  query.excel === 1 && query.format !== 'csv'
    ? helpers.message({ custom: 'excel=1 is a dialect of CSV; send it with format=csv, or leave it out' })
    : query,
);
