import { environmentOf, environmentOfProcess } from '@coincast/deploy-checks/chart/environments';
import { render, valuesFiles } from '@coincast/deploy-checks/chart/helm';
import {
  containersOf,
  kindOf,
  nameOf,
  objectNamed,
  ofKind,
  podOf,
  selects,
} from '@coincast/deploy-checks/chart/objects';
import { checkEnvironment, knownVariables } from '@coincast/deploy-checks/chart/service-configs';
import type { Tree } from '@coincast/deploy-checks/chart/tree';
import { type ServiceName, serviceNames } from '@coincast/standalone/environment';
import { expect } from 'chai';

/** By Node.js itself. */
const readElsewhere = ['NODE_EXTRA_CA_CERTS'];

const namesOf = (objects: Tree[], kind: string) => ofKind(objects, kind).map(nameOf).sort();
const withoutBot = serviceNames.filter((name) => name !== 'telegram-bot');

describe('processes in the cluster', function () {
  this.timeout(60_000);
  const rendered = new Map<string, Tree[]>();
  const objectsOf = (values: string) => rendered.get(values) ?? [];
  before(async () => {
    for (const name of valuesFiles) rendered.set(name, await render({ values: [name] }));
  });

  it('are those of the system, each with a Service and a budget for disruptions', () => {
    for (const kind of ['Deployment', 'Service', 'PodDisruptionBudget']) {
      expect(namesOf(objectsOf('everything'), kind), kind).to.deep.equal([...serviceNames].sort());
      expect(namesOf(objectsOf('minimal'), kind), kind).to.deep.equal([...withoutBot].sort());
    }
  });

  for (const values of valuesFiles) {
    describe(`with the values ${values}`, () => {
      const deployments = () => ofKind(objectsOf(values), 'Deployment');
      const workloads = () => [...deployments(), ...ofKind(objectsOf(values), 'Job')];

      it('get an environment that they can start with, and nothing that they do not know', () => {
        for (const deployment of deployments()) {
          const process = nameOf(deployment) as ServiceName;
          const environment = environmentOfProcess(objectsOf(values), process);
          checkEnvironment(process, environment);
          const understood = [...knownVariables(process), ...readElsewhere];
          expect(
            Object.keys(environment).filter((name) => !understood.includes(name)),
            process,
          ).to.deep.equal([]);
          expect(environment, process).to.include({ HOST: '0.0.0.0', PORT: process === 'gateway' ? '8080' : '3000' });
        }
      });

      it('are found by the selectors of their own, and by no others', () => {
        const pods = deployments().map((deployment) => ({ name: nameOf(deployment), pod: podOf(deployment) }));
        for (const object of objectsOf(values)) {
          const selector = {
            Deployment: 'selector.matchLabels',
            Service: 'selector',
            PodDisruptionBudget: 'selector.matchLabels',
          }[kindOf(object)];
          if (!selector) continue;
          const found = pods.filter(({ pod }) => selects(object.at('spec', ...selector.split('.')), pod));
          expect(
            found.map(({ name }) => name),
            `${kindOf(object)} ${nameOf(object)}`,
          ).to.deep.equal([nameOf(object)]);
        }
      });

      it('have limits, no rights and nothing to write to but scratch space of a limited size', () => {
        for (const workload of workloads()) {
          const spec = podOf(workload).at('spec');
          expect(spec.at('securityContext', 'runAsNonRoot').value, nameOf(workload)).to.equal(true);
          expect(spec.at('securityContext', 'seccompProfile', 'type').text).to.equal('RuntimeDefault');
          expect(spec.at('automountServiceAccountToken').value).to.equal(false);
          const scratch = spec.at('volumes').items.filter((volume) => !volume.at('configMap').exists);
          for (const volume of scratch) expect(volume.at('emptyDir', 'sizeLimit').text).to.match(/^\d+[MG]i$/);
          for (const container of containersOf(workload)) {
            expect(container.at('securityContext').value, container.at('name').text).to.deep.equal({
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            });
            for (const bound of ['requests', 'limits']) {
              expect(container.at('resources', bound).texts, container.at('name').text).to.include.keys(
                'cpu',
                'memory',
              );
            }
          }
        }
      });

      it('are probed, drain before they stop, and are replaced by others that work', () => {
        for (const deployment of deployments()) {
          const [container] = containersOf(deployment);
          for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
            expect(container?.at(probe, 'httpGet', 'path').text, `${nameOf(deployment)} ${probe}`).to.match(
              /^\/health\/(live|ready)$/,
            );
          }
          const drain = Number(container?.at('lifecycle', 'preStop', 'sleep', 'seconds').text);
          const grace = Number(podOf(deployment).at('spec', 'terminationGracePeriodSeconds').text);
          // No process takes longer than that to finish what it has.
          expect(grace, nameOf(deployment)).to.be.at.least(drain + 30);
          const polls =
            nameOf(deployment) === 'telegram-bot' &&
            !environmentOfProcess(objectsOf(values), 'telegram-bot')['TG_WEBHOOK_URL'];
          expect(deployment.at('spec', 'strategy').value).to.deep.equal(
            polls ? { type: 'Recreate' } : { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
          );
        }
      });
    });
  }

  it('have their migrations run before them, in order, as the owners of the schemas', () => {
    const objects = objectsOf('everything');
    const job = objectNamed(objects, 'Job', 'coincast-migrations');
    expect(job.at('metadata', 'annotations', 'helm.sh/hook').text).to.equal('pre-install,pre-upgrade');
    const steps = containersOf(job).map((container) => {
      const command = container
        .at('args')
        .items.map(({ text }) => text)
        .join(' ');
      const database = environmentOf(objects, container)['MIGRATION_DATABASE_URL'];
      return { image: container.at('image').text, command, user: database && new URL(database).username };
    });
    const image = (service: string) => `registry.example.com/coincast/${service}:1.2.3`;
    expect(steps).to.deep.equal([
      { image: image('auth-service'), command: 'node dist/src/bootstrap.js', user: undefined },
      { image: image('auth-service'), command: 'node dist/src/migrate.js', user: 'auth_owner' },
      { image: image('billing-service'), command: 'node dist/src/migrate.js', user: 'billing_owner' },
      { image: image('prediction-service'), command: 'node dist/src/migrate.js', user: 'prediction_owner' },
    ]);
    expect(ofKind(objectsOf('without-policies'), 'Job')).to.deep.equal([]);
  });

  it('trust a private authority where there is one, and so do the migrations', () => {
    const trusts = (values: string) =>
      [...ofKind(objectsOf(values), 'Deployment'), ...ofKind(objectsOf(values), 'Job')].flatMap((workload) =>
        containersOf(workload).map((container) => {
          const mounts = container.at('volumeMounts').items.map((mount) => mount.at('mountPath').text);
          return [environmentOf(objectsOf(values), container)['NODE_EXTRA_CA_CERTS'], mounts.includes('/etc/coincast')];
        }),
      );
    for (const trust of trusts('everything')) expect(trust).to.deep.equal(['/etc/coincast/ca.crt', true]);
    for (const trust of trusts('minimal')) expect(trust).to.deep.equal([undefined, false]);
  });

  it('are as many as the values say, or as those that scale them say', () => {
    const replicas = (values: string, name: string) =>
      objectNamed(objectsOf(values), 'Deployment', name).at('spec', 'replicas').value;
    expect(replicas('operator-without-keda', 'inference-worker')).to.equal(4);
    expect(replicas('everything', 'telegram-bot')).to.equal(2);
    const everything = objectsOf('everything');
    const scaled = [...ofKind(everything, 'HorizontalPodAutoscaler'), ...ofKind(everything, 'ScaledObject')].map(
      (scaler) => scaler.at('spec', 'scaleTargetRef', 'name').text,
    );
    expect(scaled.sort()).to.deep.equal([...withoutBot].sort());
    for (const name of scaled) expect(replicas('everything', name), name).to.equal(undefined);
  });

  it('that run models are scaled by the queue that they take from', () => {
    for (const [values, secret, key] of [
      ['everything', 'coincast-rabbitmq-default-user', 'connection_string'],
      ['without-policies', 'coincast', 'rabbit-url'],
    ] as const) {
      const scaler = objectNamed(objectsOf(values), 'ScaledObject', 'inference-worker');
      expect(scaler.at('spec', 'minReplicaCount').value).to.equal(0);
      const [trigger] = scaler.at('spec', 'triggers').items;
      expect(trigger?.at('type').text).to.equal('rabbitmq');
      expect(trigger?.at('metadata', 'queueName').text).to.equal('worker.inference.requested');
      const login = objectNamed(
        objectsOf(values),
        'TriggerAuthentication',
        trigger?.at('authenticationRef', 'name').text ?? '',
      );
      expect(login.at('spec', 'secretTargetRef').value).to.deep.equal([{ parameter: 'host', name: secret, key }]);
    }
  });
});
