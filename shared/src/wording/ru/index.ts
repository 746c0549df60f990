import type { DataTexts } from '../data-texts.js';
import { calendar } from './calendar.js';
import { chart } from './chart.js';
import { dataCheck } from './data-check.js';
import { failures } from './failures.js';
import { fileFaults } from './file-faults.js';
import { job } from './job.js';
import { transactions } from './transactions.js';
import { creditsOf, creditWord } from './words.js';

export const ru: DataTexts = {
  ...calendar,
  ...chart,
  ...dataCheck,
  ...failures,
  fileFaults,
  job,
  transactions,
  credits: creditWord,
  amount: creditsOf,
};
