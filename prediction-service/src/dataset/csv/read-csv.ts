import type { DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';
import { type EncodedText, mentionsCyrillic, toUtf8, warnOfEncoding } from '../text/encoded-text.js';
import { findHeader } from './header.js';
import { readPlainLines } from './plain-lines.js';
import { readQuotedRows } from './quoted-rows.js';
import { checkQuotes, lineAt } from './quotes.js';
import { CsvRows } from './rows.js';
import { rowTooLarge } from './table-body.js';

/**
 * Reads a table of text. Its first lines show the separator and the header; lines above the header are no rows.
 * @throws Problem `unreadable_data` for quotes that do not close, `row_too_large`, `too_many_columns`, `too_many_rows`
 */
export async function readCsv(
  text: EncodedText,
  builder: DatasetBuilder,
  limits: DatasetLimits,
): Promise<{ format: 'csv' | 'tsv' }> {
  const { maxRowBytes, maxColumns } = limits;
  const content = toUtf8(text);
  const { endsLine, names, start, rowsStart, separator, newline } = findHeader(content.subarray(0, maxRowBytes + 2));
  const table = checkQuotes({ content, start, rowsStart, separator }, maxRowBytes);
  if (!endsLine && rowsStart < content.length) throw rowTooLarge(lineAt(content, start), maxRowBytes);
  warnOfEncoding(text, builder);
  if (separator === ';' || mentionsCyrillic(content)) builder.preferDayFirst();
  const rows = new CsvRows({ names, separator }, maxColumns, builder);
  const body = { ...table, maxRowBytes };
  if (table.quoting === 'plain') readPlainLines(body, (line) => rows.addLine(line));
  else {
    const quoted = { ...body, separator, newline, width: names.length };
    await readQuotedRows(quoted, (cells) => rows.add(cells));
  }
  return { format: separator === '\t' ? 'tsv' : 'csv' };
}
