export { Counter, Histogram, Registry } from 'prom-client';
export * from './cached-reading.js';
export * from './logger.js';
export * from './metrics.module.js';
export * from './registry.js';
export * from './sampled-gauge.js';
export * from './tracing/open-tracing.js';
export * from './tracing/traceparent.js';
export * from './tracing/tracing.js';
