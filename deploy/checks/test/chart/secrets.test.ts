import { render, valuesFiles } from '@coincast/deploy-checks/chart/helm';
import {
  containersOf,
  kindOf,
  nameOf,
  objectNamed,
  ofKind,
  podOf,
  variablesOf,
} from '@coincast/deploy-checks/chart/objects';
import type { Tree } from '@coincast/deploy-checks/chart/tree';
import { expect } from 'chai';

/** Why Helm refuses these values; empty when it does not. */
async function refusal(values: string[], set: Record<string, string>): Promise<string> {
  return render({ values, set }).then(
    () => '',
    (error: unknown) => String(error),
  );
}

const podTemplates = (objects: Tree[]) =>
  Object.fromEntries(ofKind(objects, 'Deployment').map((each) => [nameOf(each), JSON.stringify(podOf(each).value)]));

describe('secrets in the cluster', function () {
  this.timeout(60_000);

  it('are in Secrets and nowhere else', async () => {
    for (const values of valuesFiles) {
      const objects = await render({ values: [values] });
      const secrets = ofKind(objects, 'Secret').flatMap((secret) => Object.values(secret.at('stringData').texts));
      // The password of a URL must not be shown without the URL, either.
      const passwords = secrets.filter((secret) => secret.includes('://')).map((secret) => new URL(secret).password);
      const others = JSON.stringify(objects.filter((object) => kindOf(object) !== 'Secret').map(({ value }) => value));
      for (const secret of [...secrets, ...passwords]) expect(others.includes(secret), values).to.equal(false);
    }
  });

  it('go to those alone whose they are: owners of schemas to the migrations, the administrator to their first step', async () => {
    const objects = await render({ values: ['everything'] });
    const readers = (key: string) =>
      [...ofKind(objects, 'Deployment'), ...ofKind(objects, 'Job')].flatMap((workload) =>
        containersOf(workload)
          .filter((container) =>
            [...variablesOf(container).values()].some((value) => typeof value !== 'string' && value.key === key),
          )
          .map((container) => container.at('name').text),
      );
    expect(readers('admin-database-url')).to.deep.equal(['bootstrap']);
    expect(readers('auth-owner-database-url')).to.deep.equal(['bootstrap', 'auth']);
    expect(readers('prediction-database-url')).to.deep.equal(['prediction-service', 'bootstrap']);
    expect(readers('bot-token')).to.deep.equal(['telegram-bot']);
    expect(readers('internal-token').sort()).to.deep.equal([
      'billing-service',
      'inference-worker',
      'prediction-service',
    ]);
    expect(readers('web-token').sort()).to.deep.equal(['gateway', 'telegram-bot', 'web-ui']);
    const lasting = objectNamed(objects, 'Secret', 'coincast');
    expect(Object.keys(lasting.at('stringData').texts).filter((key) => /owner|admin/.test(key))).to.deep.equal([]);
    expect(objectNamed(objects, 'Secret', 'coincast-migrations').at('metadata', 'annotations').texts).to.include({
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    });
  });

  it('restart every process when they change, and settings those that they are for', async () => {
    const changed = async (values: string, set: Record<string, string>) => {
      const before = podTemplates(await render({ values: [values] }));
      const after = podTemplates(await render({ values: [values], set }));
      return Object.keys(before).filter((name) => before[name] !== after[name]);
    };
    expect(
      await changed('everything', { 'secrets.data.web-token': 'another-token-of-at-least-32-characters' }),
    ).to.have.length(7);
    expect(await changed('minimal', { 'secrets.revision': '2' })).to.have.length(6);
    expect(await changed('minimal', { 'processes.billing-service.settings.WELCOME_CREDITS': '7' })).to.deep.equal([
      'billing-service',
    ]);
  });

  it('have no defaults: without them Helm names each that is missing', async () => {
    const registry = { 'image.registry': 'registry.example.com/coincast' };
    expect(await refusal([], registry)).to.match(
      /secrets.data lacks internal-token, .*rabbit-url.*secrets.existingSecret/,
    );
    expect(await refusal([], { ...registry, 'secrets.existingSecret': 'mine' })).to.match(
      /secrets.data lacks auth-owner-database-url, .*secrets.existingMigrationSecret/,
    );
    expect(await refusal(['without-policies'], { 'secrets.data.internal-token': 'short' })).to.match(
      /internal-token.*minLength/,
    );
  });

  it('aside, wrong values are named, too', async () => {
    expect(await refusal(['minimal'], { 'image.registry': '' })).to.include('image.registry is not set');
    expect(await refusal(['minimal'], { 'processes.gateway.replica': '3' })).to.match(/gateway.*'replica' not allowed/);
    expect(await refusal(['minimal'], { 'processes.gateway.settings.RATE_LIMIT': '3' })).to.include(
      "'RATE_LIMIT' not allowed",
    );
    expect(await refusal(['minimal'], { logLevel: 'loud' })).to.include('/logLevel');
    expect(await refusal(['operator-without-keda'], { 'telegram.webhookUrl': 'https://bot.example.com/x' })).to.include(
      'ingress.enabled is not',
    );
    expect(await refusal(['minimal'], { 'secrets.data.redis-url': 'redis://redis' })).to.include('from one of them');
  });
});
