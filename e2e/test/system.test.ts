import { contractSuite } from './suites/contract.suite.js';
import { hostileSuite } from './suites/hostile.suite.js';
import { intakeSuite } from './suites/intake.suite.js';
import { moneySuite } from './suites/money.suite.js';
import { forEachSystem } from './systems.js';

forEachSystem('The system', (system) => {
  contractSuite(() => system.url);
  moneySuite(() => system.url);
  hostileSuite(() => system.url);
  intakeSuite(() => system.url);
});
