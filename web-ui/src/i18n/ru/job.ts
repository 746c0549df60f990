import { dataTextsFor } from '@coincast/shared/wording/data-texts';
import { plural } from '@coincast/shared/wording/formats';
import { countOf } from '@coincast/shared/wording/ru/units';
import { creditWord, number } from '@coincast/shared/wording/ru/words';
import type { Texts } from '../texts.js';

export const job: Pick<Texts, 'job'> = {
  job: {
    ...dataTextsFor('ru').job,
    announced: {
      paying: 'Задание принято и оплачивается.',
      computing: 'Оплачено. Прогноз считается.',
      ready: 'Прогноз готов.',
      returning: 'Задание не удалось. Кредиты возвращаются.',
      failed: 'Задание не удалось.',
    },
    another: 'Ещё прогноз',
    again: 'Повторить',
    corrected: 'Загрузить исправленный файл',
    topUp: (credits) => `Пополнить на ${number(credits)}`,
    downloadCsv: 'Скачать CSV',
    stages: {
      label: 'Ход задания',
      received: 'Принято',
      rows: (rows) =>
        `${number(rows)} ${plural('ru', rows, { one: 'верная строка', few: 'верные строки', many: 'верных строк', other: 'верной строки' })}`,
      paying: 'Оплачивается',
      paid: 'Оплачено',
      computing: 'Считается',
      computingText: 'обычно несколько секунд',
      computed: 'Посчитано',
      ready: 'Готово',
      readyText: 'откроется здесь же',
      readyNow: 'смотрите ниже',
    },
    chartTitle: 'История и прогноз',
    valueColumn: 'значение',
    waiting: (from, to) => `История с ${from} по ${to}. Прогноз ещё считается.`,
    window: 'Показанная история',
    span: (count, unit = 'point') =>
      unit === 'month' || unit === 'hour' || unit === 'minute' || unit === 'second'
        ? `${number(count)} ${{ month: 'мес', hour: 'ч', minute: 'мин', second: 'с' }[unit]}`
        : countOf(count, unit),
    all: 'Всё',
    computing: 'ещё считается',
    values: 'Значения',
    valuesUtc: 'Время UTC',
    valuesCaption: 'Первые точки прогноза',
    time: 'Время',
    median: 'Медиана',
    valuesOf: (shown, all) => `${number(shown)} из ${number(all)}`,
    showMore: (count) => `Показать ещё ${number(count)}`,
    allInFile: 'Остальное в файле',
    receipt: 'Чек',
    transaction: (id) => `операция № ${id}`,
    validRows: 'Верных строк',
    perRow: 'За строку',
    perRowIs: (credits) => `× ${number(credits)} ${creditWord(credits)}`,
    unreadable: 'Непрочитанных',
    unreadableIs: (rows) => `${number(rows)} × 0 кредитов`,
    quoted: 'Будет списано',
    charged: 'Списано',
    returned: 'Возвращено',
    returning: 'Возвращается',
    total: 'Стоимость в итоге',
    before: 'Было',
    after: 'Стало',
    unchanged: 'Баланс не изменился',
    promise: (credits) => `Если прогноз не получится, вернём все ${number(credits)}.`,
    download: 'Скачать',
    fix: 'Как исправить',
    saw: 'Что мы увидели',
    toastReady: (id) => `Задание ${id} готово`,
    toastFailed: (id) => `Задание ${id} не удалось`,
    toastPending: (id) => `Задание ${id} считается`,
    dismiss: 'Закрыть',
  },
};
