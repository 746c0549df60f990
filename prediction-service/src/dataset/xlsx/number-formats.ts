import { attributeOf, parseWholeXml } from './xml.js';
import type { ZipArchive } from './zip-archive.js';

/** What a cell's number stands for by its format. */
export interface NumberMeaning {
  /** A day, perhaps with a time; a time of day or a duration alone; or a plain number. */
  kind: 'date' | 'clock' | 'number';
  /** Whether fractions of seconds are shown. */
  fractions: boolean;
}

export const plainNumber: NumberMeaning = { kind: 'number', fractions: false };

/**
 * Formats that every program knows by number (ECMA-376 part 1, 18.8.30), with those of East Asian languages; of their
 * codes only what tells dates from numbers.
 */
const builtIn = new Map<number, string>();
for (const id of [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]) builtIn.set(id, 'd');
for (const id of [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 55, 56]) builtIn.set(id, 'h');
builtIn.set(47, 'mm:ss.0');

/** The meaning of each cell style, by the number that cells refer to it with. */
export async function readCellFormats(archive: ZipArchive, part: string): Promise<NumberMeaning[]> {
  const codes = new Map(builtIn);
  const formatIds: number[] = [];
  let inCellFormats = false;
  await parseWholeXml(archive, part, {
    open(name, attributes) {
      if (name === 'numFmt') {
        codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '');
      } else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) formatIds.push(Number(attributeOf(attributes, 'numFmtId') ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formatIds.map((id) => meaningOf(codes.get(id) ?? 'General'));
}

/** What numbers of a format code stand for, by the code's first section, which is that of positive numbers. */
export function meaningOf(formatCode: string): NumberMeaning {
  const code = formatCode
    .slice(0, 1_000)
    // Literal text, a skipped width, a repeated filler.
    .replace(/"[^"]*"|[\\_*]./g, ' ')
    // Elapsed hours, minutes or seconds stand in brackets, as do colours, conditions and languages.
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/gi, '')
    .split(';', 1)[0];
  const letters = (code ?? '').toLowerCase().replace(/am\/pm|a\/p/g, 'h');
  // Digits stand in a date's code only for fractions of seconds: `0.00 d` is a number with a careless unit.
  const fractions = /s[.,]0+/.test(letters);
  if (/[#?0-9%]/.test(letters.replace(/s[.,]0+/g, 's'))) return plainNumber;
  if (/[a-z]/.test(letters.replace(/[ymdhsaegb]/g, ''))) return plainNumber;
  if (/[ydegb]|mmm/.test(letters)) return { kind: 'date', fractions };
  if (/[hs]/.test(letters)) return { kind: 'clock', fractions };
  return letters.includes('m') ? { kind: 'date', fractions } : plainNumber;
}
