import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const pathOf = (file: string) => fileURLToPath(new URL(`../../../../${file}`, import.meta.url));

export const alertsFile = pathOf('deploy/helm/coincast/files/alerts.yml');
export const dashboardFile = pathOf('deploy/helm/coincast/files/dashboards/coincast.json');
export const configFile = pathOf('deploy/prometheus/prometheus.yml');
export const operationsGuide = pathOf('docs/operations.md');

export interface Alert {
  alert: string;
  expr: string;
  annotations: Record<string, string>;
}

export async function readAlerts(): Promise<Alert[]> {
  const { groups } = parse(await readFile(alertsFile, 'utf8')) as { groups: { rules: Alert[] }[] };
  return groups.flatMap(({ rules }) => rules);
}
