import { writeFile } from 'node:fs/promises';
import { referenceDocs } from './reference-docs.js';

for (const { url, content } of referenceDocs) await writeFile(url, content());
