import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BrowserSession } from '@coincast/e2e/browser-session';
import { type AcceptedJob, Buyer, call } from '@coincast/e2e/buyer';
import { eventually } from '@coincast/shared/testing';
import { freePort } from '@coincast/standalone/ports';
import { expect } from 'chai';
import { onSystem } from './systems.js';

interface Line {
  part: string;
  msg: string;
  [field: string]: unknown;
}

const collectorKey = 'key-of-the-collector-8c1d';
const values = [734512.8715, 734519.2367, 734527.4491, 734530.1159];
const csv = `timestamp,price\n${values.map((value, i) => `2024-03-0${i + 1},${value}`).join('\n')}\n`;

onSystem(
  'standalone',
  'The log, with all that can be in it',
  (system) => {
    const text = () => readFileSync(system.launched.logFile, 'utf8');
    const lines = () =>
      text()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
    const person = { email: 'recognisable.person@example.com', password: 'a-password-of-3f9b07' };
    const wrongPassword = 'a-wrong-one-of-51cc2e';
    const secrets: Record<string, string> = { ...person, wrongPassword, collectorKey };
    let job: AcceptedJob;

    before(async function () {
      this.timeout(60_000);
      const url = `${system.url}/api/auth`;
      const registered = await call<{ access_token: string }>(`${url}/register`, { json: person });
      expect(registered.status).to.equal(201);
      const login = await call<{ access_token: string }>(`${url}/login`, { json: person });
      expect((await call(`${url}/login`, { json: { ...person, password: wrongPassword } })).status).to.equal(401);
      const buyer = new Buyer(system.url, person.email, login.body.access_token);
      await buyer.topUp(100);
      const linkCode = (await buyer.call<{ code: string }>('/api/auth/link-codes', { method: 'POST' })).body.code;
      const linked = await call<{ access_token: string }>(`${url}/link-codes/redeem?code=${linkCode}`, {
        json: { code: linkCode },
      });
      const browser = new BrowserSession(system.url);
      expect((await browser.submit('/login', person)).status).to.equal(303);
      await browser.upload('/predict', { name: 'prices.csv', content: csv });
      job = (await buyer.upload(new Blob([csv]), 'prices.csv')).body;
      await buyer.finished(job.id);
      const exported = await buyer.call<string>(`/api/predict/${job.id}/export?format=csv`);
      expect(exported.status).to.equal(200);
      // Not read, and with values of its own in what is wrong.
      await buyer.upload(new Blob(['timestamp,price\n2024-01-01,unreadable-9f2c11\n']), 'broken.csv');
      await buyer.call('/api/predict/', { json: { data: [{ timestamp: '2024-01-01', price: 'unreadable-9f2c12' }] } });

      const kept = JSON.parse(readFileSync(join(dirname(dirname(system.launched.logFile)), 'secrets.json'), 'utf8'));
      Object.assign(secrets, {
        emailInAddress: encodeURIComponent(person.email),
        token: registered.body.access_token,
        secondToken: login.body.access_token,
        linkedToken: linked.body.access_token,
        linkCode,
        cookie: browser.cookies.get('access_token'),
        unreadable: 'unreadable-9f2c1',
        internalToken: kept.internalToken,
        webToken: createHmac('sha256', kept.internalToken).update('web-ui').digest('hex'),
        postgresPassword: kept.postgresPassword,
        ...kept.rolePasswords.auth,
        botSessionKey: kept.botSessionKey,
        ...Object.fromEntries(values.map((value) => [`price ${value}`, String(value)])),
        // As events carry them.
        columnOfValues: Buffer.from(new Float64Array(values).buffer).toString('base64').slice(0, 32),
      });
      // The last number of each line, without what others may happen to share with it.
      for (const [row, line] of exported.body.trim().split('\n').slice(1).entries()) {
        secrets[`forecast ${row}`] = line.split(',').at(-1) ?? '';
      }
    });

    it('holds no secret, nobody’s address, no price and no forecast', async () => {
      await eventually('the end of the job', async () =>
        lines().some(({ event_type }) => event_type === 'job.finished'),
      );
      const log = text();
      expect(Object.entries(secrets).filter(([, value]) => value === undefined || value.length < 8)).to.deep.equal([]);
      expect(Object.entries(secrets).filter(([, value]) => log.includes(value))).to.deep.equal([]);
      expect(lines().filter(({ msg }) => msg === 'request')).to.have.length.above(10);
    });

    it('tells of each request at the gateway and the service: who, where, in which trace, of which job', async () => {
      const requests = await eventually('both lines', async () => {
        const all = lines().filter(({ msg }) => msg === 'request');
        const submit = all.find(({ path, job_id }) => path === '/api/predict/' && job_id === job.id);
        const same = all.filter(({ request_id }) => request_id === submit?.['request_id']);
        return same.length === 2 && same;
      });
      const ofService = requests.find(({ part }) => part === 'prediction-service');
      const ofGateway = requests.find(({ part }) => part === 'gateway');
      expect(ofService).to.include({ method: 'POST', route: '/api/predict', job_id: job.id, level: 'info' });
      expect(ofGateway).to.include({ method: 'POST', route: '/api/predict/*', level: 'info' });
      expect(ofService?.['trace_id']).to.be.a('string').that.equals(ofGateway?.['trace_id']);
      expect(ofService?.['span_id']).to.be.a('string').that.does.not.equal(ofGateway?.['span_id']);
    });

    it('follows the job through the services by its trace', () => {
      const submit = lines().find(({ msg, job_id }) => msg === 'request' && job_id === job.id);
      const handled = lines().filter(({ msg, job_id }) => msg === 'event handled' && job_id === job.id);
      expect(handled.map(({ trace_id }) => trace_id)).to.include.members([submit?.['trace_id']]);
      expect(new Set(handled.map(({ trace_id }) => trace_id)).size).to.equal(1);
      expect(handled.map(({ part }) => part)).to.include.members([
        'billing-service',
        'prediction-service',
        'inference-worker',
        'web-ui',
      ]);
    });

    it('says once that the collector of traces is away, and everything else goes on', async () => {
      await eventually('the warning', async () =>
        lines().some(({ msg }) => msg === 'traces cannot be sent and are dropped'),
      );
      expect((await call(`${system.url}/health/ready`)).status).to.equal(200);
    }).timeout(60_000);
  },
  {
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
    OTEL_EXPORTER_OTLP_HEADERS: `x-collector-key=${collectorKey}`,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
  },
);
