import { writeZip, type ZipPart } from './zip-writer.js';

/** A workbook by the XML of its parts. */
export interface WorkbookXml {
  /** What is within `<sheetData>`, or a whole part that begins with `<?xml` or another part; by the sheet's name. */
  sheets: Record<string, string>;
  /** Of sheets by name: `hidden`, `veryHidden`. */
  states?: Record<string, string>;
  /** What is within `<sst>`. */
  sharedStrings?: string;
  /** Format codes; the styles 1, 2, ... have them, style 0 is plain. */
  formats?: string[];
  /** Attributes of `<workbookPr>`. */
  properties?: string;
  /** Parts that are added, or replace those of the same name; null leaves one out. */
  parts?: Record<string, ZipPart | string | null>;
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The least that makes a workbook, in the way Excel does. */
export function writeWorkbook(workbook: WorkbookXml): Buffer {
  return writeZip(
    Object.entries(workbookParts(workbook)).flatMap(([name, part]) => (part === null ? [] : [[name, part]])),
  );
}

export function workbookParts(workbook: WorkbookXml): Record<string, ZipPart | string | null> {
  const { sheets, states = {}, sharedStrings, formats = [], properties = '' } = workbook;
  const names = Object.keys(sheets);
  const tabs = names.map(
    (name, i) => `<sheet name="${name}" sheetId="${i + 1}" state="${states[name] ?? 'visible'}" r:id="rId${i + 1}"/>`,
  );
  const relations = names.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`));
  const parts: Record<string, ZipPart | string | null> = {
    '_rels/.rels': relationsXml([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr ${properties}/><sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...relations,
      relation('rId98', 'sharedStrings', 'sharedStrings.xml'),
      relation('rId99', 'styles', 'styles.xml'),
    ]),
    'xl/styles.xml': stylesXml(formats),
  };
  if (sharedStrings !== undefined) parts['xl/sharedStrings.xml'] = `<sst xmlns="${main}">${sharedStrings}</sst>`;
  names.forEach((name, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheets[name] ?? '');
  });
  return { ...parts, ...workbook.parts };
}

/** A row of cells as `<row>`: texts inline, numbers plain; whatever begins with `<c` as it stands. */
export function rowXml(number: number, cells: readonly (string | number | null)[]): string {
  const cellsXml = cells.map((cell, column) => {
    if (cell === null) return '';
    if (typeof cell === 'string' && cell.startsWith('<c')) return cell;
    const reference = `${String.fromCharCode(65 + column)}${number}`;
    return typeof cell === 'number'
      ? `<c r="${reference}"><v>${cell}</v></c>`
      : `<c r="${reference}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${number}">${cellsXml.join('')}</row>`;
}

/** Rows from the first of a sheet on. */
export const rowsXml = (rows: readonly (readonly (string | number | null)[])[]) =>
  rows.map((cells, i) => rowXml(i + 1, cells)).join('');

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;

export const relationsXml = (relations: readonly string[]) =>
  `<Relationships xmlns="${packageRelations}">${relations.join('')}</Relationships>`;

const sheetXml = (data: string) =>
  /^<(\?xml|!|[\w:]*worksheet)/.test(data)
    ? data
    : `<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`;

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map(
    (code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  const styles = formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`);
  return `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}
