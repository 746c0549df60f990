export * from './pause.js';
export * from './periodic-task.js';
