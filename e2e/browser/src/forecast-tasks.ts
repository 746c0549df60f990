import type { Visitor } from './visitor.js';

/** A file that somebody sends; its type is not told. */
export interface NamedFile {
  name: string;
  content: string | Uint8Array;
}

// The way from a file to its forecast, as people go it on the English pages.

/** On `/predict`, or on a preview, whose file it replaces. It is sent as soon as it is chosen. */
export async function chooseFile({ page }: Visitor, { name, content }: NamedFile): Promise<void> {
  await page.locator('form[data-upload] input[type="file"]').setInputFiles({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  });
}

/** As `chooseFile` without script: the file is sent by its button. */
export async function sendFile({ page }: Visitor, { name, content }: NamedFile): Promise<void> {
  const form = page.locator('form', { has: page.locator('input[type="file"]') });
  const field = form.locator('input[type="file"]');
  await field.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  await form.getByRole('button', { name: 'Check the file' }).click();
}

/** Lets a file of this machine fall into the place for files, as from another window. */
export async function dropFile({ page, context }: Visitor, path: string): Promise<void> {
  const place = page.locator('[data-drop]');
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (box === null) throw new Error('There is no place for a file');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const browser = await context.newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, data, ...at });
  }
  await page.locator('[data-drop][data-over]').waitFor();
  await browser.send('Input.dispatchDragEvent', { type: 'drop', data, ...at });
  await browser.detach();
}

/** On `/predict`. */
export async function pasteRows({ page }: Visitor, rows: string): Promise<void> {
  const area = page.getByLabel('Rows with their header');
  if (!(await area.isVisible())) await page.getByText('Paste rows instead').click();
  await area.fill(rows);
  await page.getByRole('button', { name: 'Check the rows' }).click();
}

/** Waits for the preview of a file. @returns the id of its draft. */
export async function draftShown({ page }: Visitor): Promise<string> {
  await page.waitForURL((url) => url.pathname === '/predict' && url.searchParams.has('draft'));
  await page.getByRole('heading', { name: 'Data check' }).waitFor();
  return new URL(page.url()).searchParams.get('draft') ?? '';
}

/** On a preview. */
export async function chooseModel({ page }: Visitor, title: string): Promise<void> {
  await page.locator('.model', { has: page.locator(`input[data-title="${title}"]`) }).click();
}

/** On a preview. @returns the id of the job on whose page this ends. */
export async function buyForecast(visitor: Visitor): Promise<number> {
  await visitor.page.getByRole('button', { name: /^Buy forecast for/ }).click();
  return jobShown(visitor);
}

/** Waits for the page of a job. */
export async function jobShown({ page }: Visitor): Promise<number> {
  await page.waitForURL(/\/job\/\d+$/);
  return Number(page.url().split('/').at(-1));
}

/** On the page of a job, which turns into the finished one by itself. */
export async function becomesReady({ page }: Visitor): Promise<void> {
  await page.locator('#job .badge', { hasText: 'Ready' }).waitFor();
  await page.locator('#job-csv').waitFor();
}

/** What the terms of a receipt, or of a list of facts, say: `figureOf(visitor, 'To pay')`. */
export async function figureOf({ page }: Visitor, term: string): Promise<string> {
  const line = page.locator('dl > div', { has: page.locator('dt').getByText(term, { exact: true }) });
  return ((await line.first().locator('dd').first().textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** Clicks on a download, and reads the file that comes. */
export async function downloaded({ page }: Visitor, link: string): Promise<NamedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(link).click()]);
  const pieces: Buffer[] = [];
  for await (const piece of await download.createReadStream()) pieces.push(Buffer.from(piece));
  return { name: download.suggestedFilename(), content: Buffer.concat(pieces) };
}
