import Joi from 'joi';
import { ConfigError, loadConfig, postgresUrl } from '../config/index.js';
import { bootstrap, type Schema, type SchemaPasswords, schemas } from './bootstrap.js';

const ownerVariable = (schema: Schema) => `${schema.toUpperCase()}_OWNER_DATABASE_URL`;
const serviceVariable = (schema: Schema) => `${schema.toUpperCase()}_DATABASE_URL`;

interface Role {
  database: string;
  password: string;
}

const environment = Joi.object<Record<string, string>>({
  /** As a role that may create roles and databases. */
  ADMIN_DATABASE_URL: postgresUrl().required(),
  ...Object.fromEntries(
    schemas.flatMap((schema) =>
      [ownerVariable(schema), serviceVariable(schema)].map((variable) => [variable, postgresUrl().required()]),
    ),
  ),
});

/**
 * The `bootstrap` command: makes database, schemas and roles so that the URLs which migrations and services are given
 * will open them; says so, or says why not and fails. Safe to repeat.
 */
export async function runBootstrap(): Promise<void> {
  try {
    const urls = loadConfig('bootstrap', environment);
    const roles = readRoles(urls);
    const databases = new Set(roles.flatMap(({ owner, service }) => [owner.database, service.database]));
    const [database = '', ...others] = databases;
    if (others.length > 0) fail([`the URLs name several databases: ${[...databases].join(', ')}`]);
    const passwords = Object.fromEntries(
      roles.map(({ schema, owner, service }) => [schema, { owner: owner.password, service: service.password }]),
    ) as Record<Schema, SchemaPasswords>;
    await bootstrap({ adminUrl: urls['ADMIN_DATABASE_URL'] ?? '', database, passwords });
    console.log(`Database ${database} has its schemas and roles: ${schemas.join(', ')}`);
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exitCode = 1;
  }
}

function readRoles(urls: Record<string, string>): { schema: Schema; owner: Role; service: Role }[] {
  const faults: string[] = [];
  const read = (variable: string, user: string): Role => {
    const url = new URL(urls[variable] ?? '');
    const database = decodeURIComponent(url.pathname.slice(1));
    if (decodeURIComponent(url.username) !== user) faults.push(`${variable} must be for user ${user}`);
    if (url.password === '') faults.push(`${variable} has no password`);
    if (database === '') faults.push(`${variable} names no database`);
    return { database, password: decodeURIComponent(url.password) };
  };
  const roles = schemas.map((schema) => ({
    schema,
    owner: read(ownerVariable(schema), `${schema}_owner`),
    service: read(serviceVariable(schema), `${schema}_service`),
  }));
  if (faults.length > 0) fail(faults);
  return roles;
}

function fail(faults: string[]): never {
  throw new ConfigError('bootstrap', faults);
}
