import type { DataTexts } from '../data-texts.js';

/** What an entry of the ledger is. */
export const transactions: DataTexts['transactions'] = {
  kinds: { DEPOSIT: 'Пополнение', PREDICTION_CHARGE: 'Списание', REFUND: 'Возврат' },
  manual: 'Пополнение баланса',
  charge: (job) => `Прогноз, задание ${job}`,
  refund: (job) => `Возврат за задание ${job}`,
  number: (id) => `№ ${id}`,
};
