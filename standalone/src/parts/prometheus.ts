import type { Program } from './debian-packages.js';

/** For the checks of alerts and metrics, which use its promtool, too; the system itself has no use for it. */
export const prometheusProgram: Program = {
  debianPackage: 'prometheus',
  candidates: ['prometheus'],
  instead: { variable: 'PROMETHEUS_PATH', what: 'a program' },
};
