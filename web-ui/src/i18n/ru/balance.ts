import { plural } from '@coincast/shared/wording/formats';
import { accusativeRows, creditWord, number } from '@coincast/shared/wording/ru/words';
import type { Texts } from '../texts.js';

export const balance: Pick<Texts, 'balance'> = {
  balance: {
    title: 'Баланс',
    lead: (credits) =>
      credits === undefined
        ? 'Кредитами оплачиваются верные строки прогноза'
        : `Одна верная строка прогноза стоит ${number(credits)} ${creditWord(credits)}`,
    summary: 'Сводка',
    available: 'Доступно',
    buys: (rows) => `Хватит на ≈ ${number(rows)} ${accusativeRows(rows)} ряда`,
    empty: 'Пополните баланс, чтобы получить прогноз',
    last: 'Последняя операция',
    none: 'Ещё не было',
    chart: 'Баланс по времени',
    chartDescription: ({ from, to, lowest, highest, now }) =>
      `С ${from} по ${to}: от ${lowest} до ${highest} кредитов, сейчас ${now}.`,
    recent: 'Последние операции',
    all: 'Все операции',
    topUp: 'Пополнить',
    howMany: 'Сколько кредитов',
    other: 'Или другая сумма',
    otherHint: 'Целое число больше нуля',
    note: 'Примечание',
    noteExample: 'Например, номер счёта',
    now: 'Сейчас',
    after: 'Станет',
    add: 'Пополнить на',
    addPlain: 'Пополнить',
    done: (credits) => `Баланс пополнен на ${number(credits)} ${creditWord(credits)}`,
    doneText: (balance) => `Теперь на балансе ${number(balance)}.`,
    short: (credits) => `Не хватает ${number(credits)} ${plural('ru', credits, { one: 'кредита', other: 'кредитов' })}`,
    shortBack: 'Недостающая сумма уже указана ниже. После пополнения вы вернётесь назад.',
    shortText: 'Недостающая сумма уже указана ниже.',
  },
};
