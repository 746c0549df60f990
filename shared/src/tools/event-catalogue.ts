import { allEvents } from '../contracts/index.js';
import { jsonSchema } from '../http/openapi.js';

/** Who says an event and who listens, as ARCHITECTURE lays it down; queues are named `<service>.<event>`. */
const routes: Record<string, { from: string; to: string }> = {
  'user.registered': { from: 'auth-service', to: 'billing-service' },
  'job.created': { from: 'prediction-service', to: 'web-ui' },
  'credits.debit.requested': { from: 'prediction-service', to: 'billing-service' },
  'credits.debited': { from: 'billing-service', to: 'prediction-service, web-ui' },
  'credits.debit.rejected': { from: 'billing-service', to: 'prediction-service' },
  'inference.requested': { from: 'prediction-service', to: 'inference-worker' },
  'inference.completed': { from: 'inference-worker', to: 'prediction-service' },
  'inference.failed': { from: 'inference-worker', to: 'prediction-service' },
  'credits.refund.requested': { from: 'prediction-service', to: 'billing-service' },
  'credits.refunded': { from: 'billing-service', to: 'prediction-service, web-ui' },
  'job.finished': { from: 'prediction-service', to: 'web-ui, telegram-bot' },
  'credits.deposited': { from: 'billing-service', to: 'web-ui' },
};

const introduction = `# Events

Made from the contracts in \`shared/src/contracts/\` by \`node shared/dist/src/tools/write-docs.js\`; a test fails when it is out of date.

Every message is a [CloudEvents 1.0](https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md) event in JSON on the
topic exchange \`coincast.events\`; its \`type\` is the routing key. Each consumer has a durable queue of its own for each event;
web-ui alone, which only passes on to browsers that are connected now, has one queue a process that goes with it.
Delivery is at least once and in no promised order: consumers take duplicates and late events. Fields that a reader
does not know, it drops.

\`\`\`json
{
  "specversion": "1.0",
  "id": "019ab3f2-7c1e-7d4a-9b0e-3f6f0c2d1a55",
  "source": "/billing-service",
  "type": "credits.debited",
  "subject": "42",
  "time": "2026-01-31T12:00:00.000Z",
  "datacontenttype": "application/json",
  "dataschema": "/events/credits.debited/1",
  "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  "data": { "job_id": 42, "user_id": 7, "balance": 958 }
}
\`\`\`

\`id\` is a UUIDv7, \`subject\` the job or user that the event is about, \`traceparent\` the
[W3C trace](https://www.w3.org/TR/trace-context/) of what caused it. Columns of numbers are base64 of little-endian Float64, times are epoch milliseconds.
`;

/** The catalogue of all events, as Markdown. */
export function eventCatalogue(): string {
  const rows = allEvents.map(({ type, description }) => {
    const { from, to } = routeOf(type);
    return `| [\`${type}\`](#${type.replaceAll('.', '')}) | ${from} | ${to} | ${description} |`;
  });
  const sections = allEvents.map(({ type, version, description, schema }) => {
    const { from, to } = routeOf(type);
    const data = JSON.stringify(withoutClosing(jsonSchema(schema)), null, 2);
    return `## ${type}\n\nVersion ${version}, ${from} to ${to}. ${description}\n\n\`\`\`json\n${data}\n\`\`\`\n`;
  });
  const table = ['| event | from | to | |', '|---|---|---|---|', ...rows].join('\n');
  return [introduction, `${table}\n`, ...sections].join('\n');
}

function routeOf(type: string): { from: string; to: string } {
  const route = routes[type];
  if (!route) throw new Error(`Nobody is named as the sender of ${type}`);
  return route;
}

/** The schema without `additionalProperties: false`: readers drop what they don't know. */
function withoutClosing(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutClosing);
  if (typeof schema !== 'object' || schema === null) return schema;
  const open = Object.entries(schema).filter(([key, value]) => key !== 'additionalProperties' || value !== false);
  return Object.fromEntries(open.map(([key, value]) => [key, withoutClosing(value)]));
}
