import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type ServiceName, serviceNames } from '@coincast/standalone/environment';
import { expect } from 'chai';
import { checkEnvironment, knownVariables } from '../../src/chart/service-configs.js';
import {
  type ComposeService,
  composeFile,
  composeText,
  composeVariables,
  environmentOf,
  root,
} from '../../src/containers/compose-file.js';

const { services, networks } = composeFile;
const own = (name: ServiceName): ComposeService => services[name] ?? expect.fail(`there is no ${name}`);
const migrations = Object.keys(services).filter((name) => name.startsWith('migrate-'));

describe('docker-compose.yml', () => {
  let directory = '';
  let secrets: Record<string, string> = {};
  const writeSecrets = () => {
    execFileSync('sh', [join(root, 'deploy/containers/secrets.sh')], { cwd: directory });
    return readFileSync(join(directory, '.env'), 'utf8');
  };
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'coincast-compose-'));
    copyFileSync(join(root, '.env.template'), join(directory, '.env.template'));
    secrets = Object.fromEntries(Object.entries(parseEnv(writeSecrets())).map(([name, value]) => [name, value ?? '']));
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('runs every process, each from the image of its own', () => {
    for (const name of serviceNames) {
      expect(own(name).build?.args, name).to.deep.equal({ SERVICE: name });
      expect(own(name).image, name).to.match(new RegExp(`^coincast/${name}:`));
    }
    expect(own('inference-worker').deploy?.replicas).to.equal(`\${INFERENCE_WORKERS:-3}`);
    expect(own('telegram-bot').profiles).to.deep.equal(['telegram']);
  });

  it('gives each process the environment that it accepts, and no variable that it does not know', () => {
    for (const name of serviceNames) {
      const environment = environmentOf(own(name), { ...secrets, TG_BOT_TOKEN: '1:abc' });
      expect(Object.keys(environment), name).to.have.members(
        Object.keys(environment).filter((variable) => knownVariables(name).includes(variable)),
      );
      checkEnvironment(name, { HOST: '0.0.0.0', PORT: '3000', ...environment });
    }
  });

  it('hands every setting of .env.template on to whoever reads it', () => {
    // Set by the image; places on a container's own disk; and what other programs are told.
    const elsewhere = ['HOST', 'PORT', 'BOT_DATA_DIR'];
    for (const name of serviceNames) {
      const given = [...Object.keys(own(name).environment ?? {}), ...elsewhere];
      expect(
        knownVariables(name).filter((variable) => !given.includes(variable)),
        name,
      ).to.deep.equal([]);
    }
  });

  it('has no secret, and no default for one', () => {
    for (const { name, byDefault } of composeVariables()) {
      if (/(PASS|PASSWORD|SECRET|TOKEN|KEY)$/.test(name)) expect(byDefault ?? '', name).to.equal('');
    }
    expect(composeText).not.to.match(/:\/\/\w+:(?!\$\{)[^@\s]+@/);
    const required = composeVariables().filter(({ required }) => required);
    expect(required.map(({ name }) => name)).to.include.members(['POSTGRES_PASSWORD', 'INTERNAL_TOKEN']);
    expect(Object.keys(secrets)).to.include.members(required.map(({ name }) => name));
  });

  it('explains each of its variables in .env.template', () => {
    const template = readFileSync(join(root, '.env.template'), 'utf8');
    for (const { name } of composeVariables()) expect(template, name).to.match(new RegExp(`^# ${name}=`, 'm'));
  });

  it('publishes the front and the page of RabbitMQ alone', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port.replace(/^.*:/, '')}`),
    );
    expect(published).to.have.members(['nginx 8080', 'nginx 8443', 'rabbitmq 15672']);
    expect(networks['back']?.internal).to.equal(true);
    const beside = Object.entries(services).filter(([, service]) => service.networks?.includes('edge'));
    expect(beside.map(([name]) => name)).to.have.members(['nginx', 'gateway']);
    expect(own('gateway').environment?.['TRUST_PROXY']).to.match(/^\$\{EDGE_SUBNET:-/);
  });

  it('bounds everything, and starts again what dies', () => {
    for (const [name, service] of Object.entries(services)) {
      expect(service, name).to.include.keys('mem_limit', 'cpus', 'pids_limit', 'logging');
      const onEnd = name === 'ops' ? 'no' : migrations.includes(name) ? 'on-failure' : 'unless-stopped';
      expect(service.restart, name).to.equal(onEnd);
    }
  });

  it('lets our processes and nginx write to nothing but temporary files', () => {
    for (const name of [...serviceNames, ...migrations, 'nginx', 'ops']) {
      const service = services[name];
      expect(service, name).to.deep.include({ read_only: true, cap_drop: ['ALL'] });
      expect(service?.security_opt, name).to.deep.equal(['no-new-privileges:true']);
    }
  });

  it('starts each in its turn: servers, migrations, services, gateway, front', () => {
    for (const name of ['postgres', 'rabbitmq', 'redis', 'nginx']) {
      expect(services[name]?.healthcheck?.test, name).to.be.an('array');
    }
    expect(migrations).to.have.length(4);
    const condition = (name: string, of: string) => services[name]?.depends_on?.[of]?.condition;
    expect(condition('migrate-bootstrap', 'postgres')).to.equal('service_healthy');
    for (const schema of ['auth', 'billing', 'prediction']) {
      expect(condition(`migrate-${schema}`, 'migrate-bootstrap')).to.equal('service_completed_successfully');
      expect(condition(`${schema}-service`, `migrate-${schema}`)).to.equal('service_completed_successfully');
      expect(condition('gateway', `${schema}-service`)).to.equal('service_healthy');
    }
    expect(condition('nginx', 'gateway')).to.equal('service_healthy');
  });

  it('has its secrets made once, random, and readable by their owner alone', () => {
    const first = readFileSync(join(directory, '.env'), 'utf8');
    expect(writeSecrets()).to.equal(first);
    const made = Object.values(secrets).filter((value) => value.length >= 32);
    expect(new Set(made).size).to.equal(made.length).and.to.be.above(8);
    expect(statSync(join(directory, '.env')).mode & 0o077).to.equal(0);
  });
});
