/** What was decided about the data where they left a choice, or what looks like an oversight; none of it costs a row. */
export interface DatasetWarning {
  /** Stable, for programs. */
  code:
    | 'decimal_assumed'
    | 'decimal_mixed'
    | 'date_order_assumed'
    | 'date_order_mixed'
    | 'two_digit_years'
    | 'several_time_columns'
    | 'several_price_columns'
    | 'no_time_column'
    | 'time_from_index'
    | 'no_price_column'
    | 'encoding_assumed'
    | 'rows_longer_than_header'
    | 'several_sheets';
  /** A sentence for a person: what was done, and how to have it otherwise. */
  message: string;
  /** A value of the data that shows it. */
  example?: string;
}
