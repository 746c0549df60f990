import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const pathOf = (file: string) => fileURLToPath(new URL(`../../../../${file}`, import.meta.url));

export const alertsFile = pathOf('deploy/helm/coincast/files/alerts.yml');
export const configFile = pathOf('deploy/prometheus/prometheus.yml');
export const operationsGuide = pathOf('docs/operations.md');
const dashboardFile = pathOf('deploy/helm/coincast/files/dashboards/coincast.json');

export interface Alert {
  alert: string;
  expr: string;
}

export async function readAlerts(): Promise<Alert[]> {
  const { groups } = parse(await readFile(alertsFile, 'utf8')) as { groups: { rules: Alert[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

/** What the dashboard asks Prometheus, by panel, with Grafana's variables as it fills them in for everything. */
export async function readDashboard(): Promise<{ panel: string; expr: string }[]> {
  const { panels } = JSON.parse(await readFile(dashboardFile, 'utf8')) as {
    panels: { title: string; targets?: { expr: string }[] }[];
  };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({
      panel: title,
      expr: expr.replaceAll('$__rate_interval', '1m').replaceAll('$service', '.*'),
    })),
  );
}
