/**
 * Loaded by a service's process before the service: when the launcher has died without a word, the process stops as if
 * told to, instead of living on unsupervised.
 */
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
