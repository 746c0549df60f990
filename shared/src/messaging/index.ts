export * from './envelope.js';
export * from './event-publisher.js';
export { createInProcessBroker, InProcessBroker, type InProcessBrokerOptions } from './in-process/in-process-broker.js';
export * from './messaging.module.js';
export * from './messaging-health.js';
export { type EventHandler, OnEvent, type OnEventOptions } from './on-event.js';
export * from './outbox.js';
export * from './outbox.module.js';
export * from './outbox-relay.js';
