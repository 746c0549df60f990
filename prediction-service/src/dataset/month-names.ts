/** English and Russian months by their first three letters; May has two in Russian: май, мая. */
const months = new Map(
  [
    ['jan', 'янв'],
    ['feb', 'фев'],
    ['mar', 'мар'],
    ['apr', 'апр'],
    ['may', 'май', 'мая'],
    ['jun', 'июн'],
    ['jul', 'июл'],
    ['aug', 'авг'],
    ['sep', 'сен'],
    ['oct', 'окт'],
    ['nov', 'ноя'],
    ['dec', 'дек'],
  ].flatMap((names, i) => names.map((name) => [name, i + 1] as const)),
);

/** The month of this name or abbreviation, from 1; NaN for any other word. */
export function monthNamed(name: string): number {
  return months.get(name.slice(0, 3).toLowerCase()) ?? Number.NaN;
}
