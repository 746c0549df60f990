import { environmentOfProcess } from '@coincast/deploy-checks/chart/environments';
import { render } from '@coincast/deploy-checks/chart/helm';
import { lets, type Peer } from '@coincast/deploy-checks/chart/network';
import { objectNamed, ofKind, podOf } from '@coincast/deploy-checks/chart/objects';
import type { Tree } from '@coincast/deploy-checks/chart/tree';
import { type ServiceName, serviceEnvironments, serviceNames } from '@coincast/standalone/environment';
import { expect } from 'chai';

const portOf = (process: ServiceName) => (process === 'gateway' ? 8080 : 3000);

/** Who calls whom, read from the environments that the system gets everywhere else. */
function edgesOfTheSystem(): string[] {
  const ports = Object.fromEntries(serviceNames.map((name, index) => [name, 20_001 + index])) as Record<
    ServiceName,
    number
  >;
  const urls = { ownerUrl: 'postgres://o:p@h/d', serviceUrl: 'postgres://s:p@h/d' };
  const environments = serviceEnvironments(
    { ports, host: '127.0.0.1', database: { auth: urls, billing: urls, prediction: urls }, internalToken: 't' },
    {},
  );
  // Nobody needs a network to call himself.
  return serviceNames.flatMap((from) =>
    serviceNames
      .filter(
        (to) => to !== from && Object.values(environments[from]).some((value) => value?.includes(`:${ports[to]}`)),
      )
      .map((to) => `${from} -> ${to}`),
  );
}

const namespaced = (name: string): Peer => ({ labels: {}, namespace: { 'kubernetes.io/metadata.name': name } });

describe('the network in the cluster', function () {
  this.timeout(60_000);
  let everything: Tree[];
  let polling: Tree[];
  const pod = (objects: Tree[], name: string): Peer => ({
    labels: podOf(
      name === 'migrations'
        ? objectNamed(objects, 'Job', 'coincast-migrations')
        : objectNamed(objects, 'Deployment', name),
    ).at('metadata', 'labels').texts,
  });
  before(async () => {
    everything = await render({ values: ['everything'] });
    polling = await render({ values: ['operator-without-keda'] });
  });

  it('lets processes call those that they need, and nobody else', () => {
    for (const objects of [everything, polling]) {
      const open = [...serviceNames, 'migrations'].flatMap((from) =>
        serviceNames
          .filter((to) => to !== from)
          .filter((to) => lets(objects, { from: pod(objects, from), to: pod(objects, to), port: portOf(to) }))
          .map((to) => `${from} -> ${to}`),
      );
      expect(open.sort()).to.deep.equal(edgesOfTheSystem().sort());
    }
  });

  it('lets processes reach the servers that their environment names, and no others', () => {
    const servers: [string, Peer, number][] = [
      ['DATABASE_URL', { address: '10.1.2.3' }, 5432],
      ['RABBIT_URL', { labels: { 'app.kubernetes.io/name': 'coincast-rabbitmq' } }, 5672],
      ['REDIS_URL', { address: '10.1.2.4' }, 6379],
      ['TG_BOT_TOKEN', { address: '149.154.167.220' }, 443],
    ];
    for (const name of serviceNames) {
      const named = environmentOfProcess(everything, name);
      const from = pod(everything, name);
      for (const [variable, to, port] of servers) {
        expect(lets(everything, { from, to, port }), `${name} ${variable}`).to.equal(variable in named);
      }
      expect(lets(everything, { from, to: { address: '10.1.2.5' }, port: 5432 }), name).to.equal(false);
      expect(lets(everything, { from, to: namespaced('kube-system'), port: 53 }), name).to.equal(true);
      expect(lets(everything, { from, to: namespaced('monitoring'), port: 4318 }), name).to.equal(true);
      expect(lets(polling, { from: pod(polling, name), to: namespaced('monitoring'), port: 4318 }), name).to.equal(
        false,
      );
    }
    const migrations = pod(everything, 'migrations');
    expect(lets(everything, { from: migrations, to: { address: '10.1.2.3' }, port: 5432 })).to.equal(true);
    expect(lets(everything, { from: migrations, to: { address: '10.1.2.4' }, port: 6379 })).to.equal(false);
  });

  it('lets in the ingress controller and the monitoring only where they belong', () => {
    for (const name of serviceNames) {
      const to = pod(everything, name);
      const port = portOf(name);
      const published = name === 'gateway' || name === 'telegram-bot';
      expect(lets(everything, { from: namespaced('ingress-nginx'), to, port }), name).to.equal(published);
      expect(
        lets(everything, { from: namespaced('monitoring'), to, port: name === 'gateway' ? 9464 : port }),
        name,
      ).to.equal(true);
      expect(lets(everything, { from: { labels: { app: 'stranger' } }, to, port }), name).to.equal(false);
      expect(lets(everything, { from: namespaced('elsewhere'), to, port }), name).to.equal(false);
      expect(lets(everything, { from: { address: '203.0.113.9' }, to, port }), name).to.equal(false);
    }
    // Behind a load balancer the gateway is for everybody; a bot that asks is for nobody.
    const outside: Peer = { address: '203.0.113.9' };
    const open = serviceNames.filter((name) =>
      lets(polling, { from: outside, to: pod(polling, name), port: portOf(name) }),
    );
    expect(open).to.deep.equal(['gateway']);
    expect(lets(polling, { from: namespaced('monitoring'), to: pod(polling, 'gateway'), port: 9464 })).to.equal(false);
  });

  it('is left to the cluster where the values say so', async () => {
    expect(ofKind(await render({ values: ['without-policies'] }), 'NetworkPolicy')).to.deep.equal([]);
  });
});
