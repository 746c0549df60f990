// The boundaries of docs/architecture.md, checked on the compiled JavaScript: it keeps every import of a value, and
// no tool but the compiler itself reads our version of TypeScript. Imports of types alone: standalone/test/boundaries.test.ts
// The operator's tool among them: it knows their data and their events, and none of their code.
const services = '^(auth-service|billing-service|prediction-service|inference-worker|gateway|web-ui|telegram-bot|ops)/';
const outside = '^(standalone|e2e|bench)/';
const domain =
  '(\\.rules\\.js$|^inference-worker/dist/src/(models|calendar|seasonality|forecast|numerics)/|^prediction-service/dist/src/dataset/|^shared/dist/src/(chart|wording)/)';
const machinery = [
  'node_modules/(@nestjs|@golevelup|express|multer|pg|knex|amqplib|amqp-connection-manager|smqp|ioredis|undici)/',
  '^shared/dist/src/(database|messaging|http/(?!errors\\.js))',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'service-imports-service',
      comment: 'Services talk by events and HTTP; what two of them need lies in shared.',
      severity: 'error',
      from: { path: services },
      to: { path: services, pathNot: '^$1/' },
    },
    {
      name: 'shared-imports-service',
      comment: 'shared is below the services and knows none of them.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: [services, outside] },
    },
    {
      name: 'service-imports-launcher-or-tests',
      comment: 'Only standalone, e2e and bench know the whole system.',
      severity: 'error',
      from: { path: services },
      to: { path: outside },
    },
    {
      name: 'domain-imports-machinery',
      comment:
        'Rules, the reading of datasets and everything about a forecast are pure: no framework, database or broker, not even through another file.',
      severity: 'error',
      from: { path: domain },
      to: { path: machinery, reachable: true },
    },
    {
      name: 'unresolvable',
      comment: 'An import that resolves to nothing would slip past every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Resolved, but not looked into.
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/test/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      mainFields: ['module', 'main'],
    },
  },
};
