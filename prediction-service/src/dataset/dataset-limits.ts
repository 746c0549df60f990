/** How much a dataset may hold; each limit has an error of its own that names it. */
export interface DatasetLimits {
  /** Rows, valid or not. */
  maxRows: number;
  /** Columns of a table, or fields of a record. */
  maxColumns: number;
  /** Text of one row. */
  maxRowBytes: number;
  /** Arrays and objects within each other in JSON. */
  maxNesting: number;
  /** What a compressed file may unpack to. */
  maxInflatedBytes: number;
}
