import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The compiled tests of one package. */
export interface TestPackage {
  name: string;
  files: string[];
}

/** A test file that cannot be run here, and why. */
export interface LeftOut {
  file: string;
  reason: string;
}

/** How a test shows what it needs: it, or a file of its package that it uses, names the variable or the starter. */
const needs: Record<string, RegExp> = {
  RABBIT_URL: /RABBIT_URL|launchServices|startRabbitMq/,
  REDIS_URL: /REDIS_URL|launchServices|startRedis/,
  CHROMIUM_PATH: /CHROMIUM_PATH/,
  PROMETHEUS_PATH: /PROMETHEUS_PATH/,
  CLUSTER_TOOLS: /CLUSTER_TOOLS|deploy-checks\/chart\/helm/,
};

/** The folders of all packages, in their order in package.json. */
export function workspacesOf(root: string): string[] {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] }).workspaces;
}

/** The packages of a repository that have tests. */
export function findTestPackages(root: string): TestPackage[] {
  return workspacesOf(root)
    .map((name) => ({ name, files: testFiles(join(root, name, 'dist', 'test')) }))
    .filter(({ files }) => files.length > 0);
}

function testFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .sort()
    .map((file) => join(directory, file));
}

/**
 * Takes out the files that need a server or browser which is missing.
 * @param missing why, by the variable that is not set.
 */
export function withoutMissing(
  packages: TestPackage[],
  missing: Record<string, string>,
): { packages: TestPackage[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const kept = packages.map(({ name, files }) => ({
    name,
    files: files.filter((file) => {
      const text = textWithLocalImports(file);
      const lacking = Object.keys(missing).find((variable) => needs[variable]?.test(text));
      if (lacking !== undefined) leftOut.push({ file, reason: missing[lacking] ?? '' });
      return lacking === undefined;
    }),
  }));
  return { packages: kept.filter(({ files }) => files.length > 0), leftOut };
}

function textWithLocalImports(file: string, seen = new Set<string>()): string {
  if (seen.has(file) || !existsSync(file)) return '';
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/(?:from|import)\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    join(dirname(file), path),
  );
  return [text, ...imports.map((path) => textWithLocalImports(path, seen))].join('\n');
}

/** Says in a way that nobody overlooks what was not tested. @param where of the whole: `on this machine`. */
export function shoutAbout(leftOut: LeftOut[], root: string, where: string): void {
  if (leftOut.length === 0) return;
  console.error(`\n!! NOT TESTED ${where}:`);
  for (const { file, reason } of leftOut) console.error(`!!   ${file.replace(root, '')}\n!!     ${reason}`);
}
