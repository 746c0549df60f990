export * from './event-stream.js';
export * from './eventually.js';
export * from './exported-metrics.js';
export { type HostileFile, hostileFiles } from './hostile/files.js';
export * from './otlp-receiver.js';
export * from './process-tree.js';
export * from './test-database.js';
export * from './test-issuer.js';
