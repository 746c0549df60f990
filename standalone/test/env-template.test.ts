import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspacesOf } from '@coincast/standalone/test-files';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The variables that the services' settings name. */
function variablesInUse(): string[] {
  const files = [...workspacesOf(root).map((name) => join(root, name, 'src', 'config.ts')), sharedConfig];
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(/^ +([A-Z][A-Z_]+)\??:/gm)].map(([, name = '']) => name));
  return [...new Set(names)].sort();
}

const sharedConfig = join(root, 'shared', 'src', 'config', 'index.ts');

describe('.env.template', () => {
  const template = readFileSync(join(root, '.env.template'), 'utf8');
  const explained = [...template.matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name);

  it('explains every variable of every service', () => {
    const inUse = variablesInUse();
    expect(inUse).to.include.members(['DATA_DIR', 'COST_PER_ROW', 'DATABASE_URL', 'LOG_LEVEL']);
    expect(inUse.filter((name) => !explained.includes(name))).to.deep.equal([]);
  });

  it('explains no variable twice, and none that nobody reads', () => {
    expect(explained.length).to.equal(new Set(explained).size);
    const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
    const byContainers = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
    const read = [...variablesInUse(), ...byContainers, 'MIGRATION_DATABASE_URL'];
    expect(explained.filter((name) => !read.includes(name))).to.deep.equal([]);
  });

  it('sets nothing as it is', () => {
    expect(template.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).to.deep.equal([]);
  });
});
