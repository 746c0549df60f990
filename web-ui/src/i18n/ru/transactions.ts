import type { Texts } from '../texts.js';

export const transactions: Pick<Texts, 'transactions'> = {
  transactions: {
    title: 'Операции',
    lead: 'Записи не меняются: исправления только добавляются',
    caption: 'Операции по счёту, сначала новые',
    time: 'Время, UTC',
    what: 'Операция',
    job: 'Задание',
    credits: 'Кредиты',
    balanceAfter: 'Баланс после',
    more: 'Показать ещё',
    all: 'Показаны все операции.',
    empty: 'Операций пока нет',
    emptyText: 'Здесь будут пополнения, списания и возвраты.',
    emptyAct: 'Пополнить',
    kinds: { DEPOSIT: 'Пополнение', PREDICTION_CHARGE: 'Списание', REFUND: 'Возврат' },
    manual: 'Пополнение баланса',
    charge: (job) => `Прогноз, задание ${job}`,
    refund: (job) => `Возврат за задание ${job}`,
    number: (id) => `№ ${id}`,
  },
};
