import { readFileSync } from 'node:fs';
import { Buyer, series } from '@coincast/e2e/buyer';
import { type ExportedMetric, eventually, parseMetrics } from '@coincast/shared/testing';
import { freePort } from '@coincast/standalone/ports';
import { expect } from 'chai';
import { onSystem } from './systems.js';

const port = await freePort();
const documentUrl = new URL('../../../docs/metrics.md', import.meta.url);

/** The lines of the document's tables: name, type and labels. */
function documented(): ExportedMetric[] {
  const lines = readFileSync(documentUrl, 'utf8').matchAll(/^\| `(\w+)` +\| (\w+) +\| +(?:`([\w ]+)`)? +\|/gm);
  return [...lines].map(([, name = '', type = '', labels = '']) => ({
    name,
    type,
    labels: labels.split(' ').filter(Boolean),
  }));
}

const typed = ({ name, type }: ExportedMetric) => `${name} ${type}`;

onSystem(
  'standalone',
  'Metrics',
  (system) => {
    const scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

    it('are those of docs/metrics.md, with their types and labels', async () => {
      const buyer = await Buyer.register(system.url, 100);
      const { body } = await buyer.predict(series(3));
      await buyer.finished(body.id);
      const text = await eventually('everything counted', async () => {
        const now = await scrape();
        return /^coincast_jobs_finished_total\{.*\} 1$/m.test(now) && now;
      });
      const exported = parseMetrics(text);
      const described = documented();
      expect(exported.map(typed)).to.have.members(described.map(typed));
      // Labels show in samples only, and not everything has happened.
      const labelled = exported.filter(({ labels }) => labels.length > 0);
      const names = labelled.map(({ name }) => name);
      expect(labelled).to.have.deep.members(described.filter(({ name }) => names.includes(name)));
      expect(names).to.include.members(['coincast_jobs_finished_total', 'http_request_duration_seconds']);
    });

    it('are of every service, and of the process once', async () => {
      const text = await scrape();
      const samples = [...text.matchAll(/^(\w+)\{[^}]*service="([\w-]+)"/gm)].map(([, name, service]) => ({
        name,
        service,
      }));
      const servicesOf = (metric: string) =>
        new Set(samples.filter(({ name }) => name === metric).map(({ service }) => service));
      expect([...servicesOf('process_resident_memory_bytes')]).to.deep.equal(['standalone']);
      expect([...servicesOf('http_request_duration_seconds_count')]).to.include.members(['gateway', 'auth-service']);
      expect([...servicesOf('coincast_broker_consuming')].sort()).to.deep.equal([
        'auth-service',
        'billing-service',
        'inference-worker',
        'prediction-service',
        'web-ui',
      ]);
    });

    it('are not to be had from outside', async () => {
      for (const path of ['/metrics', '/Metrics', '/METRICS/']) {
        expect((await fetch(`${system.url}${path}`)).status, path).to.equal(404);
      }
    });
  },
  { METRICS_PORT: String(port) },
);
