import { plural } from '../formats.js';
import type { Texts } from '../texts.js';
import { countOf, type Unit, unitWord } from './units.js';
import { creditWord, number } from './words.js';

/** After «на»: what ends in -а or -я has a form of its own. */
const accusative: Record<string, string> = {
  секунда: 'секунду',
  минута: 'минуту',
  неделя: 'неделю',
  точка: 'точку',
};

const unitsFor = (count: number, unit: Unit) => {
  const word = unitWord(count, unit);
  return `${number(count)} ${accusative[word] ?? word}`;
};

export const job: Pick<Texts, 'job'> = {
  job: {
    number: (id) => `Задание ${id}`,
    took: (time) => `посчитано за ${time}`,
    seconds: (seconds) => `${number(seconds)} с`,
    minutes: (minutes, seconds) => `${number(minutes)} мин ${number(seconds)} с`,
    status: { PENDING: 'Считается', OK: 'Готово', ERROR: 'Ошибка' },
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
    forecastFor: (count, unit = 'point') => `Прогноз на ${unitsFor(count, unit)}`,
    chartTitle: 'История и прогноз',
    valueColumn: 'значение',
    waiting: (from, to) => `История с ${from} по ${to}. Прогноз ещё считается.`,
    window: 'Показанная история',
    span: (count, unit = 'point') =>
      unit === 'month' || unit === 'hour' || unit === 'minute' || unit === 'second'
        ? `${number(count)} ${{ month: 'мес', hour: 'ч', minute: 'мин', second: 'с' }[unit]}`
        : countOf(count, unit),
    all: 'Всё',
    backtest: 'Проверка на вашей истории',
    backtestDone: (count, unit = 'point') =>
      `Конец ряда спрятали от модели и сравнили с её прогнозом: ${countOf(count, unit)}`,
    backtestWaiting: 'Конец ряда прячем от модели и сравниваем с её прогнозом',
    backtestShort: 'Ряд слишком короткий, чтобы спрятать от модели его часть',
    mase: 'Ошибка MASE',
    smape: 'Ошибка sMAPE',
    smapeNote: 'средняя относительная ошибка',
    rmse: 'Ошибка RMSE',
    rmseNote: 'в единицах ряда',
    coverage: 'Интервал 80%',
    coverageNote: 'столько точек попало',
    better: (percent) => `на ${number(percent)}% точнее наивного метода`,
    worse: (percent) => `на ${number(percent)}% хуже наивного метода`,
    same: 'не отличается от наивного метода',
    noNaive: 'наивный метод не ошибся',
    withForecast: 'вместе с прогнозом',
    computing: 'ещё считается',
    unknown: 'неизвестно',
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
