import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartDirectory, render } from '@coincast/deploy-checks/chart/helm';
import { nameOf, objectNamed, ofKind, podOf, selects } from '@coincast/deploy-checks/chart/objects';
import { schemaFaults } from '@coincast/deploy-checks/chart/schema-faults';
import type { Tree } from '@coincast/deploy-checks/chart/tree';
import { serviceNames } from '@coincast/standalone/environment';
import { expect } from 'chai';

/** As `matchExpressions` has it, with the operators that the chart uses. */
function fitsExpressions(selector: Tree, pod: Tree): boolean {
  return selector.at('matchExpressions').items.every((expression) => {
    const value = pod.at('metadata', 'labels').texts[expression.at('key').text] ?? '';
    const named = expression.at('values').items.some(({ text }) => text === value);
    return expression.at('operator').text === 'In' ? named : !named;
  });
}

describe('monitoring in the cluster', function () {
  this.timeout(60_000);
  let chart: string;
  before(async () => {
    chart = await mkdtemp(join(tmpdir(), 'coincast-chart-'));
    await cp(chartDirectory, chart, { recursive: true });
    await rm(join(chart, 'files'), { recursive: true, force: true });
    await mkdir(join(chart, 'files', 'dashboards'), { recursive: true });
  });
  after(() => rm(chart, { recursive: true, force: true }));

  it('asks every process once for its metrics, the gateway at its own port for them', async () => {
    const objects = await render({ values: ['everything'] });
    for (const name of serviceNames) {
      const pod = podOf(objectNamed(objects, 'Deployment', name));
      const endpoints = ofKind(objects, 'PodMonitor')
        .filter((monitor) => {
          const selector = monitor.at('spec', 'selector');
          return selects(selector.at('matchLabels'), pod) && fitsExpressions(selector, pod);
        })
        .flatMap((monitor) => monitor.at('spec', 'podMetricsEndpoints').items);
      const ports = endpoints.map((endpoint) => {
        const named = pod.at('spec', 'containers').items.flatMap((container) => container.at('ports').items);
        return named.find((port) => port.at('name').text === endpoint.at('port').text)?.at('containerPort').value;
      });
      expect(ports, name).to.deep.equal([name === 'gateway' ? 9464 : 3000]);
    }
    expect(ofKind(await render({ values: ['minimal'] }), 'PodMonitor')).to.deep.equal([]);
  });

  it('brings the alert rules and dashboards that lie in the chart, unchanged', async () => {
    // Both have braces of their own, which are not Helm's.
    const alert = { alert: 'Late', expr: 'up == 0', annotations: { summary: '{{ $labels.service }} is late' } };
    const rules = { groups: [{ name: 'coincast', rules: [alert] }] };
    const dashboard = { title: 'Coincast', panels: [{ legendFormat: '{{queue}}' }] };
    await writeFile(join(chart, 'files', 'alerts.yml'), JSON.stringify(rules));
    await writeFile(join(chart, 'files', 'dashboards', 'coincast.json'), JSON.stringify(dashboard));
    const objects = await render({ values: ['everything'], chart });
    const rule = objectNamed(objects, 'PrometheusRule', 'coincast');
    expect(rule.at('spec').value).to.deep.equal(rules);
    expect(rule.at('metadata', 'labels').texts).to.include({ release: 'prometheus' });
    const map = objectNamed(objects, 'ConfigMap', 'coincast-dashboard-coincast');
    expect(JSON.parse(map.at('data', 'coincast.json').text)).to.deep.equal(dashboard);
    expect(await schemaFaults([rule, map])).to.deep.equal([]);
    expect(ofKind(await render({ values: ['minimal'], chart }), 'ConfigMap').map(nameOf)).to.deep.equal([]);
  });
});
