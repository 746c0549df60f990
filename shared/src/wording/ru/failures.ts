import type { DataTexts } from '../data-texts.js';
import { plural } from '../formats.js';
import { creditWord, number } from './words.js';

export const failures: Pick<DataTexts, 'failures'> = {
  failures: {
    codes: {
      timeout: {
        short: 'не уложилось в срок',
        title: 'Расчёт не уложился в срок',
        text: 'Ответ не пришёл вовремя, и дело в нас, а не в вашем ряде. Повторите расчёт.',
      },
      model_timeout: {
        short: 'модель считала слишком долго',
        title: 'Модель считала слишком долго',
        text: 'Её остановили раньше, чем она закончила. Выберите модель быстрее или ряд короче.',
      },
      model_memory: {
        short: 'модели не хватило памяти',
        title: 'Модели не хватило памяти',
        text: 'Выберите модель проще, ряд короче или горизонт ближе.',
      },
      model_failed: {
        short: 'модель не справилась',
        title: 'Модель не справилась с этим рядом',
        text: 'Выберите другую модель: остальные могут подойти.',
      },
      bad_forecast: {
        short: 'прогноз непригоден',
        title: 'Модель не дала пригодного прогноза',
        text: 'Получились не числа, и продавать их мы не стали. Выберите другую модель.',
      },
      unknown_model: {
        short: 'модели больше нет',
        title: 'Этой модели больше нет',
        text: 'Выберите одну из доступных и отправьте ряд снова.',
      },
      too_few_rows: {
        short: 'слишком мало строк',
        title: 'Ряд слишком короткий для этой модели',
        text: 'Добавьте строк или выберите модель, которой их нужно меньше.',
      },
      horizon_too_far: {
        short: 'горизонт слишком далёкий',
        title: 'Прогноз ушёл бы за последнюю возможную дату',
        text: 'Выберите горизонт ближе.',
      },
      bad_series: {
        short: 'ряд повредился',
        title: 'Ряд повредился по пути к модели',
        text: 'Это наша вина. Повторите расчёт.',
      },
      series_unavailable: {
        short: 'ряд не дошёл до модели',
        title: 'Ряд не дошёл до модели',
        text: 'Это наша вина. Повторите расчёт.',
      },
      forecast_refused: {
        short: 'прогноз не сохранился',
        title: 'Прогноз не удалось сохранить',
        text: 'Он посчитан, но до нас не дошёл. Повторите расчёт.',
      },
    },
    noValidRows: { short: 'ни одной верной строки', title: 'Прочитать не удалось ни одной строки' },
    notEnough: { short: 'не хватило кредитов', title: 'Кредитов не хватило' },
    unknown: {
      short: 'посчитать не удалось',
      title: 'Прогноз посчитать не удалось',
      text: 'Повторите расчёт или выберите другую модель.',
    },
    noTimeColumn: 'В файле нет столбца с временем',
    noPriceColumn: 'В файле нет столбца со значением',
    noColumns: 'В файле нет столбцов с временем и значением',
    noRows: 'В файле нет строк.',
    noneOf: (rows) =>
      rows === 1
        ? 'Единственную строку прочитать не удалось.'
        : `Прочитать не удалось ни одну из ${number(rows)} ${plural('ru', rows, { one: 'строки', other: 'строк' })}.`,
    short: (missing) => `Не хватает ${number(missing)} ${genitive(missing)}`,
    shortText: (cost, balance) => `Прогноз стоит ${number(cost)}, на балансе ${number(balance)}.`,
    enoughNow: (cost) => `Прогноз стоит ${number(cost)}, теперь на балансе столько есть. Повторите расчёт.`,
    notCharged: 'Кредиты не списаны.',
    returned: (credits) => `Возвращено: ${number(credits)} ${creditWord(credits)}.`,
    returning: (credits) => `Возвращается: ${number(credits)} ${creditWord(credits)}.`,
    nameTime: 'Назовите столбец с временем одним из имён:',
    namePrice: 'Назовите столбец со значением одним из имён:',
  },
};

function genitive(count: number): string {
  return plural('ru', count, { one: 'кредита', other: 'кредитов' });
}
