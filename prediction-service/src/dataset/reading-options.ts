/** What the sender says about the data; what is left out is decided from all values of a column. */
export interface ReadingOptions {
  /** The decimal sign of prices that are text. */
  decimal?: DecimalSign;
  /** The order of dates such as `01/02/2024`. */
  dateOrder?: DateOrder;
}

export type DecimalSign = '.' | ',';
/** Day or month first; a year in front needs no telling. */
export type DateOrder = 'dmy' | 'mdy';

/** What the fields `decimal` and `date_order` of a request say; a value that is none of theirs says nothing. */
export function readingOptionsOf({ decimal, date_order }: { decimal?: unknown; date_order?: unknown }): ReadingOptions {
  const order = typeof date_order === 'string' ? date_order.toLowerCase() : undefined;
  return {
    ...(decimal === '.' || decimal === ',' ? { decimal } : {}),
    ...(order === 'dmy' || order === 'mdy' ? { dateOrder: order } : {}),
  };
}
