import type { Environment, ServiceName } from '@coincast/standalone/environment';
import { containersOf, objectNamed, ofKind, type SecretKey, variablesOf } from './objects.js';
import type { Tree } from './tree.js';

/** What lies in Secrets that the chart does not make, by key: values of the right form. */
const elsewhere: Record<string, string> = {
  'internal-token': 'i'.repeat(32),
  'web-token': 'w'.repeat(32),
  'redis-url': 'redis://:password@redis:6379',
  'rabbit-url': 'amqp://user:password@rabbitmq:5672',
  connection_string: 'amqp://user:password@coincast-rabbitmq.forecasts.svc:5672/',
  'auth-database-url': 'postgres://auth_service:password@postgres/coincast',
  'billing-database-url': 'postgres://billing_service:password@postgres/coincast',
  'prediction-database-url': 'postgres://prediction_service:password@postgres/coincast',
  'auth-owner-database-url': 'postgres://auth_owner:password@postgres/coincast',
  'billing-owner-database-url': 'postgres://billing_owner:password@postgres/coincast',
  'prediction-owner-database-url': 'postgres://prediction_owner:password@postgres/coincast',
  'bot-token': '123456789:token',
  'bot-session-key': 's'.repeat(32),
};

/** The environment that a container of the chart gets, Secrets opened. */
export function environmentOf(objects: readonly Tree[], container: Tree): Record<string, string> {
  const values = [...variablesOf(container)].map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : secretValue(objects, value),
  ]);
  return Object.fromEntries(values);
}

export function environmentOfProcess(objects: readonly Tree[], process: ServiceName): Environment {
  const [container] = containersOf(objectNamed(objects, 'Deployment', process));
  return container ? environmentOf(objects, container) : {};
}

function secretValue(objects: readonly Tree[], { secret, key }: SecretKey): string {
  const made = ofKind(objects, 'Secret').find((object) => object.at('metadata', 'name').text === secret);
  const value = made ? made.at('stringData', key).text : elsewhere[key];
  if (!value) throw new Error(`Secret ${secret} has no ${key}`);
  return value;
}
