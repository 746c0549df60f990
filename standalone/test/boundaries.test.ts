import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { makeScratch } from './scratch.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const services = [
  'auth-service',
  'billing-service',
  'prediction-service',
  'inference-worker',
  'gateway',
  'web-ui',
  'telegram-bot',
  'ops',
];

/** What the rules of .dependency-cruiser.cjs say of a small system with these files. */
async function violations(directory: string, files: Record<string, string>): Promise<string[]> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  const folders = [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))];
  mkdirSync(join(directory, 'node_modules', '@coincast'), { recursive: true });
  for (const folder of folders) {
    const exports = { './*': folder === 'shared' ? './dist/src/*/index.js' : './dist/src/*.js' };
    const description = { name: `@coincast/${folder}`, type: 'module', exports };
    writeFileSync(join(directory, folder, 'package.json'), JSON.stringify(description));
    symlinkSync(join('..', '..', folder), join(directory, 'node_modules', '@coincast', folder));
  }
  const cruiser = join(root, 'node_modules', '.bin', 'depcruise');
  const config = join(root, '.dependency-cruiser.cjs');
  const args = ['--config', config, '--output-type', 'json', ...folders.map((folder) => `${folder}/dist/src`)];
  const { stdout } = await promisify(execFile)(cruiser, args, { cwd: directory, maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: { stdout: string }) => error,
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`).sort();
}

describe('boundaries', function () {
  this.timeout(60_000);
  const scratch = makeScratch();
  after(() => scratch.remove());

  it('are checked: each deliberate violation is caught, also through a package name and another file', async () => {
    const found = await violations(scratch.dataDir, {
      'auth-service/dist/src/tokens.js': 'export const a = 1;',
      'billing-service/dist/src/by-name.js': "import '@coincast/auth-service/tokens';",
      'billing-service/dist/src/by-path.js': "export * from '../../../auth-service/dist/src/tokens.js';",
      'billing-service/dist/src/wallet.rules.js': "import './harmless.js';",
      'billing-service/dist/src/harmless.js': "import '@coincast/shared/database';",
      'billing-service/dist/src/fine.js': "import '@coincast/shared/database'; import './wallet.rules.js';",
      'billing-service/dist/src/typo.js': "import '@coincast/shared/no-such-thing';",
      'inference-worker/dist/src/models/demo.js': "import '@coincast/shared/messaging';",
      'shared/dist/src/database/index.js': 'export const b = 1;',
      'shared/dist/src/messaging/index.js': "import '@coincast/auth-service/tokens';",
      'standalone/dist/src/main.js': "import '@coincast/auth-service/tokens'; import '@coincast/shared/database';",
    });
    expect(found).to.deep.equal([
      'domain-imports-machinery: billing-service/dist/src/wallet.rules.js',
      'domain-imports-machinery: inference-worker/dist/src/models/demo.js',
      'service-imports-service: billing-service/dist/src/by-name.js',
      'service-imports-service: billing-service/dist/src/by-path.js',
      'shared-imports-service: shared/dist/src/messaging/index.js',
      'unresolvable: billing-service/dist/src/typo.js',
    ]);
  });

  it('hold for imports of types, too, which the compiled code does not show', () => {
    const wrong: string[] = [];
    for (const folder of [...services, 'shared']) {
      for (const file of sources(join(root, folder, 'src'))) {
        for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(
          /(?:from|import\()\s*'@coincast\/([\w-]+)/g,
        )) {
          if (target !== 'shared' && target !== folder) wrong.push(`${file} imports from ${target}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });
});

function sources(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(directory, file.split('/').join(sep)));
}
