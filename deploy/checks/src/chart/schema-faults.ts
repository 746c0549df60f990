import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { clusterToolsDirectory } from './helm.js';
import { kindOf, nameOf } from './objects.js';
import type { Tree } from './tree.js';

const run = promisify(execFile);

/** Of these no package has a schema. */
const withoutSchema = ['rabbitmq.com/v1beta1'];

/** The packages that know the objects of other groups than Kubernetes' own. */
const packages: Record<string, string> = {
  'keda.sh/v1alpha1': '@kubernetes-models/keda',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator',
};

/** What Kubernetes would refuse, or silently leave out because it does not know the field: a sentence each. */
export async function schemaFaults(objects: readonly Tree[]): Promise<string[]> {
  const known = objects.filter((object) => !withoutSchema.includes(object.at('apiVersion').text));
  const wrong = await Promise.all(known.map(wrongValue));
  return [...wrong.flat(), ...(await unknownFields(known))];
}

const label = (object: Tree) => `${kindOf(object)} ${nameOf(object)}`;

/** `kubernetes-models/apps/v1` of a Deployment. */
function moduleOf(object: Tree): string {
  const version = object.at('apiVersion').text;
  return `${packages[version] ?? 'kubernetes-models'}/${version}`;
}

/** By the schemas that Kubernetes publishes: types, required fields, formats. */
async function wrongValue(object: Tree): Promise<string[]> {
  const kind = kindOf(object);
  const file = join(clusterToolsDirectory(), 'node_modules', moduleOf(object), `${kind}.js`);
  const loaded: Record<string, unknown> = await import(pathToFileURL(file).href);
  const model = loaded[kind];
  if (!isModel(model)) throw new Error(`${file} has no ${kind}`);
  try {
    new model(object.value).validate();
    return [];
  } catch (error) {
    return [`${label(object)}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

type Model = new (value: unknown) => { validate(): void };

function isModel(value: unknown): value is Model {
  return typeof value === 'function' && 'validate' in value.prototype;
}

const compiler = new URL('../bin/tsc', import.meta.resolve('typescript'));
const compilation = {
  compilerOptions: { noEmit: true, strict: true, skipLibCheck: true, module: 'nodenext', target: 'es2022', types: [] },
};

/** The schemas let unknown fields pass, as Kubernetes does; the types of the same packages don't. */
async function unknownFields(objects: readonly Tree[]): Promise<string[]> {
  const tools = clusterToolsDirectory();
  const directory = await mkdtemp(join(tools, 'check-'));
  try {
    const lines = objects.map(
      (object, index) =>
        `export const object${index}: import('${moduleOf(object)}/${kindOf(object)}').I${kindOf(object)} = ${JSON.stringify(object.value)};`,
    );
    await writeFile(join(directory, 'package.json'), '{"type":"module"}');
    await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(compilation));
    await writeFile(join(directory, 'objects.ts'), lines.join('\n'));
    await run(process.execPath, [fileURLToPath(compiler), '--project', directory]);
    return [];
  } catch (error) {
    const said = (error as { stdout?: unknown }).stdout;
    if (typeof said !== 'string' || said === '') throw error;
    return said
      .split('\n')
      .filter((line) => line.includes('error TS'))
      .map((line) => {
        const object = objects[Number(/objects\.ts\((\d+),/.exec(line)?.[1] ?? 0) - 1];
        return `${object ? label(object) : 'the objects'}: ${line.replace(/^.*?error TS\d+: /, '')}`;
      });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
