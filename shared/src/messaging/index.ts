export * from './envelope.js';
export * from './event-publisher.js';
export * from './outbox.js';
