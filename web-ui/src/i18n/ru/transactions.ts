import { dataTextsFor } from '@coincast/shared/wording/data-texts';
import { plural } from '@coincast/shared/wording/formats';
import { number } from '@coincast/shared/wording/ru/words';
import type { Texts } from '../texts.js';

export const transactions: Pick<Texts, 'transactions'> = {
  transactions: {
    ...dataTextsFor('ru').transactions,
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
    allTypes: 'Все',
    types: { DEPOSIT: 'Пополнения', PREDICTION_CHARGE: 'Списания', REFUND: 'Возвраты' },
    filter: 'Отбор',
    type: 'Вид',
    period: 'Период',
    allTime: 'Всё время',
    lastDays: (days) =>
      `${number(days)} ${plural('ru', days, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}`,
    from: 'С',
    to: 'По',
    apply: 'Показать',
    onlyJob: (job) => `Задание ${job}`,
    anyJob: 'Убрать отбор по заданию',
    csv: 'CSV',
    csvNote: (rows) => `В файле то, что найдено здесь: не больше ${number(rows)} последних записей.`,
    noMatch: 'Таких операций нет',
    noMatchText: 'Под этот отбор не подходит ни одна запись.',
    clear: 'Сбросить отбор',
  },
};
