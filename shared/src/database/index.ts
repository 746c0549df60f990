export * from './bootstrap.js';
export * from './connect.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './transient-errors.js';
