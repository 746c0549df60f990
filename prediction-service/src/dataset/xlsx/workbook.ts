import { Problem } from '@coincast/shared/http/errors';
import { attributeOf, parseWholeXml } from './xml.js';
import { broken, type ZipArchive } from './zip-archive.js';

export interface SheetPart {
  /** As its tab shows it. */
  name: string;
  part: string;
  hidden: boolean;
}

/** Where the parts of a workbook are, whoever wrote it. */
export interface Workbook {
  /** In the order of their tabs, without charts. */
  sheets: SheetPart[];
  /** Whether day 0 is 1904-01-01, as in workbooks from old Macs. */
  date1904: boolean;
  sharedStrings: string | undefined;
  styles: string | undefined;
}

interface Relation {
  id: string;
  /** The last part of the type's address, which the transitional and the strict standard share. */
  type: string;
  part: string;
}

/**
 * Finds the parts of a workbook: Excel's (`.xlsx`, `.xlsm`, strict ones too), LibreOffice's, Google's and others'.
 * @throws Problem `unsupported_media_type` for a binary workbook, `unreadable_data` for no or half a workbook.
 */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const part = await findWorkbookPart(archive);
  if (part.toLowerCase().endsWith('.bin')) {
    throw new Problem(
      'unsupported_media_type',
      'The file is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx).',
    );
  }
  const relations = await readRelations(archive, part);
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part;
  const worksheets = new Map(relations.filter(({ type }) => type === 'worksheet').map(({ id, part }) => [id, part]));
  const workbook: Workbook = {
    sheets: [],
    date1904: false,
    sharedStrings: partOf('sharedStrings'),
    styles: partOf('styles'),
  };
  await parseWholeXml(archive, part, {
    open(name, attributes) {
      if (name === 'workbookPr') workbook.date1904 = /^(1|true|on)$/.test(attributeOf(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const sheetPart = worksheets.get(attributeOf(attributes, 'id') ?? '');
      if (sheetPart === undefined) return;
      const state = attributeOf(attributes, 'state') ?? 'visible';
      const sheet = { name: attributeOf(attributes, 'name') ?? '', part: sheetPart, hidden: state !== 'visible' };
      workbook.sheets.push(sheet);
    },
  });
  if (workbook.sheets.length === 0) throw broken('it has no sheet with cells');
  return workbook;
}

async function findWorkbookPart(archive: ZipArchive): Promise<string> {
  const named = archive.has('_rels/.rels')
    ? (await readRelations(archive, '')).find(({ type }) => type === 'officeDocument')?.part
    : undefined;
  const part = named ?? ['xl/workbook.xml', 'xl/workbook.bin'].find((name) => archive.has(name));
  if (part === undefined) throw broken('it holds no workbook');
  return part;
}

/** @param part whose relations are read; '' is the whole archive. */
async function readRelations(archive: ZipArchive, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const relations: Relation[] = [];
  await parseWholeXml(archive, `${folder}_rels/${part.slice(slash)}.rels`, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
      const type = attributeOf(attributes, 'Type') ?? '';
      const target = attributeOf(attributes, 'Target') ?? '';
      const id = attributeOf(attributes, 'Id') ?? '';
      relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), part: resolvePart(folder, target) });
    },
  });
  return relations;
}

/** A target is relative to the folder of the part that names it, or absolute. */
function resolvePart(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
