export * from './bootstrap.js';
export * from './connect.js';
export * from './database.module.js';
export * from './database-token.js';
export * from './large-parameters.js';
export * from './migrate.js';
export * from './run-migrate.js';
export * from './transient-errors.js';
