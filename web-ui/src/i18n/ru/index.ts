import type { Texts } from '../texts.js';
import { balance } from './balance.js';
import { chart } from './chart.js';
import { dataCheck } from './data-check.js';
import { errors } from './errors.js';
import { faults } from './faults.js';
import { layout } from './layout.js';
import { signingIn } from './signing-in.js';
import { transactions } from './transactions.js';
import { welcome } from './welcome.js';

/** The Russian catalogue. */
export const ru: Texts = {
  ...layout,
  ...welcome,
  ...chart,
  ...signingIn,
  ...faults,
  ...balance,
  ...transactions,
  ...dataCheck,
  ...errors,
};
