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
