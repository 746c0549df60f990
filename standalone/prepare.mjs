// Installs and builds when something has changed, and only then. Plain JavaScript: it runs before anything is built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Coincast needs Node.js 20.19 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
}

function stop(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) stop(`${command} could not be run: ${error.message}`);
  return status === 0;
}

/** Changes whenever other packages would be installed, for another platform or Node.js too: some are compiled. */
function installFingerprint() {
  const workspaces = JSON.parse(readFileSync(at('package.json'), 'utf8')).workspaces;
  const files = ['package.json', 'package-lock.json', '.npmrc', ...workspaces.map((name) => `${name}/package.json`)];
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(at(file)));
  return hash.digest('hex');
}

function install() {
  const stamp = at('node_modules', '.coincast-installed');
  const fingerprint = installFingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  console.log('Installing packages ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if (!run(npm, ['ci', '--no-audit', '--no-fund'])) stop('npm ci failed; the reason is above');
  writeFileSync(stamp, fingerprint);
}

/** Compiled files whose source has been renamed or removed: they would be tested, and imported, for ever. */
function removeStaleOutput() {
  const workspaces = JSON.parse(readFileSync(at('package.json'), 'utf8')).workspaces;
  for (const workspace of workspaces) {
    for (const part of ['src', 'test']) {
      const output = at(workspace, 'dist', part);
      if (!existsSync(output)) continue;
      for (const file of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
        const name = /^(.*?)(\.d\.ts|\.js|\.d\.ts\.map|\.js\.map)$/.exec(file)?.[1];
        if (name && !existsSync(at(workspace, part, `${name}.ts`))) rmSync(join(output, file.split('/').join(sep)));
      }
    }
  }
}

function build() {
  const compiler = at('node_modules', 'typescript', 'bin', 'tsc');
  if (!run(process.execPath, [compiler, '-b'])) stop('The build failed; the reason is above');
}

requireNode();
install();
removeStaleOutput();
build();
