import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOfProcess } from '@coincast/deploy-checks/chart/environments';
import { chartDirectory, render } from '@coincast/deploy-checks/chart/helm';
import { knownVariables } from '@coincast/deploy-checks/chart/service-configs';
import { Tree } from '@coincast/deploy-checks/chart/tree';
import { serviceNames } from '@coincast/standalone/environment';
import { expect } from 'chai';

/** Of no use in a cluster: the bot remembers in Redis there, and a collector within it asks for no key. */
const pointless = ['BOT_DATA_DIR', 'OTEL_EXPORTER_OTLP_HEADERS'];
/** From `tracing` in the values, when it is set. */
const tracing = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_RESOURCE_ATTRIBUTES',
];

describe('settings of processes in the chart', function () {
  this.timeout(60_000);

  it('are all that the processes know and the chart does not set itself', async () => {
    const schema = new Tree(JSON.parse(await readFile(join(chartDirectory, 'values.schema.json'), 'utf8')));
    const objects = await render({ values: ['operator-without-keda'] });
    const wired = [...tracing, 'TG_WEBHOOK_URL', 'TG_WEBHOOK_SECRET', ...pointless];
    for (const process of serviceNames) {
      const path = ['properties', 'processes', 'properties', process, 'properties', 'settings', 'properties'];
      const offered = schema.at(...path).entries.map(([name]) => name);
      const known = knownVariables(process);
      const set = Object.keys(environmentOfProcess(objects, process));
      const missing = known.filter((name) => ![...set, ...wired, ...offered].includes(name));
      expect(missing, `${process}: not in values.schema.json`).to.deep.equal([]);
      expect(
        offered.filter((name) => !known.includes(name)),
        `${process}: unknown to it`,
      ).to.deep.equal([]);
    }
  });
});
