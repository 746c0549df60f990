/** Excel and its kin run text that begins so as a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * A text as a cell of a CSV: never a formula, and quoted where it has to be.
 * @param delimiter of the file.
 */
export function textCell(text: string, delimiter: ',' | ';'): string {
  const inert = formulaStart.test(text) ? `'${text}` : text;
  return inert.includes(delimiter) || /["\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
