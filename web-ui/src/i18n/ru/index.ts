import { dataTextsFor } from '@coincast/shared/wording/data-texts';
import type { Texts } from '../texts.js';
import { account } from './account.js';
import { admin } from './admin.js';
import { balance } from './balance.js';
import { errors } from './errors.js';
import { failures } from './failures.js';
import { faults } from './faults.js';
import { job } from './job.js';
import { jobs } from './jobs.js';
import { layout } from './layout.js';
import { predict } from './predict.js';
import { signingIn } from './signing-in.js';
import { transactions } from './transactions.js';
import { welcome } from './welcome.js';

/** The Russian catalogue. */
export const ru: Texts = {
  ...dataTextsFor('ru'),
  ...layout,
  ...welcome,
  ...signingIn,
  ...faults,
  ...balance,
  ...account,
  ...admin,
  ...transactions,
  ...jobs,
  ...job,
  ...failures,
  ...predict,
  ...errors,
};
