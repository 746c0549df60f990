import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** A service of the compose file, as far as it is looked at here. */
export interface ComposeService {
  image: string;
  build?: { context: string; args?: Record<string, string> };
  command?: string[] | string;
  user?: string;
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  mem_limit?: string;
  cpus?: number;
  pids_limit?: number;
  ports?: string[];
  networks?: string[];
  volumes?: string[];
  profiles?: string[];
  /** `null`: handed on when it is set. */
  environment?: Record<string, string | number | null>;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  deploy?: { replicas?: string };
}

export interface ComposeFile {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, null>;
}

export const root = fileURLToPath(new URL('../../../../../', import.meta.url));
export const composeText = readFileSync(`${root}docker-compose.yml`, 'utf8');

/** The compose file as it stands, with its variables not yet filled in. */
export const composeFile: ComposeFile = parse(composeText, { merge: true });

/** What `${NAME}`, `${NAME:-default}` and `${NAME:?message}` ask for. */
export interface ComposeVariable {
  name: string;
  byDefault?: string;
  required: boolean;
}

const variable = /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g;

/** Every variable of the compose file, once. */
export function composeVariables(): ComposeVariable[] {
  const handedOn = Object.values(composeFile.services).flatMap(({ environment = {} }) =>
    Object.entries(environment).flatMap(([name, value]) => (value === null ? [{ name, required: false }] : [])),
  );
  const found = [...composeText.matchAll(variable)].map(([, name = '', kind, text = '']) => ({
    name,
    ...(kind === '-' ? { byDefault: text } : {}),
    required: kind === '?',
  }));
  return [...new Map([...handedOn, ...found].map((each) => [each.name, each])).values()];
}

/** A service's environment as the container would see it. @throws Error naming a required variable that is missing. */
export function environmentOf(service: ComposeService, given: Record<string, string>): Record<string, string> {
  const fill = (text: string) =>
    text.replace(variable, (_whole, wanted: string, kind?: string, rest = '') => {
      const set = given[wanted];
      if (set) return set;
      if (kind === '?') throw new Error(`${wanted} is not set: ${rest}`);
      return rest;
    });
  const filled = Object.entries(service.environment ?? {}).map(([name, value]) => [
    name,
    value === null ? (given[name] ?? '') : fill(String(value)),
  ]);
  return Object.fromEntries(filled);
}
