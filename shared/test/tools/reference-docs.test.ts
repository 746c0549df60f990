import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect } from 'chai';
import { referenceDocs } from '../../src/tools/reference-docs.js';

describe('reference documents', () => {
  for (const { url, content } of referenceDocs) {
    it(`docs/${basename(url.pathname)} says what the code says (write it anew with shared/dist/src/tools/write-docs.js)`, async () => {
      expect(await readFile(url, 'utf8')).to.equal(content());
    });
  }
});
