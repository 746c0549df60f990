import { creditsOf, number } from '@coincast/shared/wording/en/words';
import { shortLabel } from '../shortened.js';

export const buttons = {
  predict: 'New forecast',
  history: 'History',
  balance: 'Balance',
  topUp: 'Top up',
  transactions: 'Transactions',
  help: 'Help',
  language: 'Language',
  english: 'English',
  russian: 'Русский',
  signIn: 'Sign in',
  register: 'Register',
  cabinet: 'Open the cabinet',
  /** A suggested amount: `+500`. */
  add: (credits: number) => `+${number(credits)}`,
  topUpAndGoOn: (credits: number) => `Top up ${creditsOf(credits)} and go on`,
  model: (title: string, creditsPerRow: number) => `${shortLabel(title)}: ${creditsOf(creditsPerRow)} per row`,
  anotherModel: 'Another model',
  sent: 'That is all, check it',
  startOver: 'Start over',
  buy: (credits: number) => `Buy for ${creditsOf(credits)}`,
  cancel: 'Cancel',
  again: 'Run again',
  csv: 'CSV',
  xlsx: 'XLSX',
  job: (id: number, name: string) => `${id}: ${shortLabel(name)}`,
  refresh: 'Refresh',
  newer: '← Newer',
  older: 'Older →',
  retry: 'Try again',
};
