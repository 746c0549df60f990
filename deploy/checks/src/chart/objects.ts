import type { Tree } from './tree.js';

export const kindOf = (object: Tree): string => object.at('kind').text;
export const nameOf = (object: Tree): string => object.at('metadata', 'name').text;

export function ofKind(objects: readonly Tree[], kind: string): Tree[] {
  return objects.filter((object) => kindOf(object) === kind);
}

/** @throws Error when there is none. */
export function objectNamed(objects: readonly Tree[], kind: string, name: string): Tree {
  const found = ofKind(objects, kind).find((object) => nameOf(object) === name);
  if (!found) throw new Error(`There is no ${kind} ${name}`);
  return found;
}

/** The pod that a Deployment or Job makes. */
export const podOf = (workload: Tree): Tree => workload.at('spec', 'template');

export function containersOf(workload: Tree): Tree[] {
  const spec = podOf(workload).at('spec');
  return [...spec.at('initContainers').items, ...spec.at('containers').items];
}

/** Whether a selector of labels, as `matchLabels` has them, fits a pod. */
export function selects(matchLabels: Tree, pod: Tree): boolean {
  const labels = pod.at('metadata', 'labels').texts;
  const wanted = Object.entries(matchLabels.texts);
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}

export interface SecretKey {
  secret: string;
  key: string;
}

/** The variables of a container: a text each, or where in a Secret it is. */
export function variablesOf(container: Tree): Map<string, string | SecretKey> {
  return new Map(
    container.at('env').items.map((variable) => {
      const reference = variable.at('valueFrom', 'secretKeyRef');
      const value = reference.exists
        ? { secret: reference.at('name').text, key: reference.at('key').text }
        : variable.at('value').text;
      return [variable.at('name').text, value];
    }),
  );
}
