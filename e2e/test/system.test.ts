import { forEachDeployment } from './deployments.js';
import { accountPagesSuite } from './suites/account-pages.suite.js';
import { cabinetSuite } from './suites/cabinet.suite.js';
import { contractSuite } from './suites/contract.suite.js';
import { hostileSuite } from './suites/hostile.suite.js';
import { intakeSuite } from './suites/intake.suite.js';
import { jobPageSuite } from './suites/job-page.suite.js';
import { liveSuite } from './suites/live.suite.js';
import { moneySuite } from './suites/money.suite.js';
import { predictPageSuite } from './suites/predict-page.suite.js';
import { quoteSuite } from './suites/quote.suite.js';
import { readingSuite } from './suites/reading.suite.js';

forEachDeployment(
  'The system',
  (system) => {
    contractSuite(() => system.url);
    quoteSuite(() => system.url);
    readingSuite(system);
    moneySuite(() => system.url);
    hostileSuite(() => system.url);
    intakeSuite(() => system.url);
    cabinetSuite(() => system.url);
    liveSuite(() => system.url);
    accountPagesSuite(system);
    predictPageSuite(() => system.url);
    jobPageSuite(() => system.url);
  },
  // What a quote and a 402 say depends on billing's answer, however busy the machine is.
  { BALANCE_CHECK_TIMEOUT_MS: '10000' },
);
