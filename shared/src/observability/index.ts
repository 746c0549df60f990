export { Counter, Histogram, Registry } from 'prom-client';
export * from './logger.js';
export * from './metrics.module.js';
