import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTestPackages, withoutMissing } from '@coincast/standalone/test-files';
import { expect } from 'chai';
import { makeScratch } from './scratch.js';

describe('the test command', () => {
  const scratch = makeScratch();
  const root = scratch.dataDir;
  after(() => scratch.remove());

  function write(file: string, text: string): string {
    const path = join(root, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  it('finds compiled tests, and names those whose server is missing', () => {
    write('package.json', '{"workspaces":["one","two","two/nested","three"]}');
    const plain = write('one/dist/test/deep/plain.test.js', '');
    const broker = write('one/dist/test/broker.test.js', 'process.env["RABBIT_URL"]');
    write('one/dist/test/scratch.js', '');
    write('two/dist/test/systems.js', 'await launchServices({})');
    const whole = write('two/dist/test/whole.test.js', "import { system } from './systems.js';");
    write('two/nested/dist/src/chromium.js', 'process.env["CHROMIUM_PATH"]');
    const page = write('two/nested/dist/test/page.test.js', "import { start } from '../src/chromium.js';");
    const chart = write(
      'two/nested/dist/test/chart.test.js',
      "import { render } from '@coincast/deploy-checks/chart/helm';",
    );

    const packages = findTestPackages(root);
    expect(packages).to.deep.equal([
      { name: 'one', files: [broker, plain] },
      { name: 'two', files: [whole] },
      { name: 'two/nested', files: [chart, page] },
    ]);
    expect(withoutMissing(packages, {})).to.deep.equal({ packages, leftOut: [] });
    expect(withoutMissing(packages, { RABBIT_URL: 'no broker' })).to.deep.equal({
      packages: [
        { name: 'one', files: [plain] },
        { name: 'two/nested', files: [chart, page] },
      ],
      leftOut: [broker, whole].map((file) => ({ file, reason: 'no broker' })),
    });
    expect(withoutMissing(packages, { CHROMIUM_PATH: 'no browser' }).leftOut).to.deep.equal([
      { file: page, reason: 'no browser' },
    ]);
    expect(withoutMissing(packages, { CLUSTER_TOOLS: 'no Helm' }).leftOut).to.deep.equal([
      { file: chart, reason: 'no Helm' },
    ]);
  });
});
