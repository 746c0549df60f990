/** Small whole numbers only count the rows. */
const rowNumber = /^\d{1,8}$/;
const mayBeTime = (name: unknown) =>
  (typeof name === 'string' || typeof name === 'number') && !rowNumber.test(String(name)) && /\d{4}/.test(String(name));

/** Whether the names of rows, as pandas writes a frame's index, look like times and not like row numbers. */
export function isTimeIndex(names: readonly unknown[]): boolean {
  return names.length > 0 && mayBeTime(names[0]) && mayBeTime(names.at(-1));
}
