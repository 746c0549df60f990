import { lint, render, valuesFiles } from '@coincast/deploy-checks/chart/helm';
import { objectNamed } from '@coincast/deploy-checks/chart/objects';
import { schemaFaults } from '@coincast/deploy-checks/chart/schema-faults';
import { Tree } from '@coincast/deploy-checks/chart/tree';
import { expect } from 'chai';

describe('the Helm chart', function () {
  this.timeout(60_000);

  it('has values files for the checks', () => {
    expect(valuesFiles).to.include.members(['minimal', 'everything', 'operator-without-keda', 'without-policies']);
  });

  for (const name of valuesFiles) {
    it(`is sound with the values ${name}: Helm's lint, Kubernetes' schemas, no unknown field`, async () => {
      await lint({ values: [name] });
      expect(await schemaFaults(await render({ values: [name] }))).to.deep.equal([]);
    });
  }

  it('would be refused with a wrong value or an unknown field', async () => {
    const gateway = objectNamed(await render({ values: ['minimal'] }), 'Deployment', 'gateway');
    const spec = gateway.at('spec').value;
    const broken = new Tree({
      ...gateway.texts,
      metadata: { name: 'gateway' },
      spec: { ...Object(spec), replicas: 'two' },
    });
    const misspelt = new Tree({
      ...gateway.texts,
      metadata: { name: 'gateway' },
      spec: { ...Object(spec), replica: 2 },
    });
    expect((await schemaFaults([broken])).join()).to.include('/spec/replicas');
    expect((await schemaFaults([misspelt])).join()).to.match(/^Deployment gateway: .*"replica"/);
  });
});
