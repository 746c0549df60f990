import { dirname, join } from 'node:path';

/** Prometheus's own checker, which lies beside it. @throws where there is no Prometheus */
export function promtool(): string {
  return join(dirname(prometheus()), 'promtool');
}

/** @throws where there is no Prometheus */
export function prometheus(): string {
  const path = process.env['PROMETHEUS_PATH'];
  if (!path) throw new Error('PROMETHEUS_PATH does not say where Prometheus is');
  return path;
}
