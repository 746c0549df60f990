/** Excel and its kin run text that begins so as a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/** A text as a cell of a CSV: never a formula, and quoted where it has to be. */
export function textCell(text: string): string {
  const inert = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
