import type { DataTexts } from '../data-texts.js';
import { plural } from '../formats.js';
import { number, rowWord } from './words.js';

const months = 'январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре'.split(' ');

export const dataCheck: Pick<DataTexts, 'invalidRows' | 'warnings'> = {
  invalidRows: {
    summary: (count) =>
      `${number(count)} ${rowWord(count)} не ${plural('ru', count, { one: 'прочитана, она не оплачивается', other: 'прочитано, они не оплачиваются' })}`,
    caption: 'Строки, которые не прочитаны',
    line: 'Строка',
    time: 'время',
    price: 'значение',
    problem: 'Что не так',
    code: 'Код',
    empty: 'пусто',
    moreAlike: (shown, all) => `${number(shown)} из ${number(all)}, в остальных та же ошибка.`,
    more: (shown, all) => `Показаны первые ${number(shown)} из ${number(all)}.`,
    missingTime: { what: 'Нет времени', fix: 'Впишите дату или время' },
    missingPrice: { what: 'Нет значения', fix: 'Впишите число' },
    noTimeColumn: { what: 'Нет столбца с временем', fix: 'Назовите его timestamp, date или time' },
    noPriceColumn: { what: 'Нет столбца со значением', fix: 'Назовите его price, value или y' },
    notARow: { what: 'Это не строка', fix: 'Строка — объект с временем и значением' },
    excelError: { what: 'Ошибка формулы Excel', fix: 'Пересчитайте ячейку' },
    noSuchDate: 'Такой даты нет',
    monthHas: (month, days, year) =>
      `В ${months[month - 1] ?? ''}${month === 2 && year !== undefined ? ` ${year} года` : ''} ${days} ${plural('ru', days, { one: 'день', few: 'дня', many: 'дней', other: 'дней' })}`,
    noSuchMonth: { what: 'Такого месяца нет', fix: 'Месяцы — от 1 до 12' },
    noSuchHour: { what: 'Такого времени суток нет', fix: 'Часы — от 0 до 23, минуты — до 59' },
    timeOutOfRange: { what: 'Это число — не время', fix: 'Нужны секунды или миллисекунды с 1970 года либо дата Excel' },
    notATime: { what: 'Это не дата и не время', fix: 'Запишите так: 2026-11-24 21:00' },
    notANumber: { what: 'Это не число', fix: 'Впишите число' },
    notFinite: { what: 'Это не конечное число', fix: 'Впишите число' },
    letterForZero: 'Буква «O» вместо нуля',
    looksLike: (text) => `Похоже на ${text}`,
    unclearNumber: { what: 'Непонятно, какое это число', fix: 'Запишите так: 1234,56' },
    numberWithMore: { what: 'В ячейке не только число', fix: 'Оставьте в ячейке одно число' },
    textForNumber: { what: 'Вместо числа текст', fix: 'Впишите число' },
    unknown: { what: 'Строку не удалось прочитать', fix: 'Сравните её с соседними' },
  },
  warnings: {
    title: 'Что мы решили о данных',
    share: (part, all) => `${number(part)} из ${number(all)}`,
    point: (place) => `точка ${number(place)}`,
    sentences: {
      decimal_assumed: (example) =>
        `Ни одно значение не показывает, отделяет ли знак в «${example}» дробную часть или тысячи. Он прочитан как десятичный.`,
      decimal_mixed: (example) =>
        `В значениях два десятичных знака, более редкий — в «${example}». Каждое прочитано так, как записано.`,
      date_order_assumed: (example) =>
        `Ни одна дата не показывает, что стоит первым, день или месяц, как в «${example}». Выбран более вероятный порядок.`,
      date_order_mixed: (example) =>
        `Одни даты начинаются с дня, другие с месяца, более редкий порядок — в «${example}». Каждая прочитана так, как записана.`,
      two_digit_years: (example) => `Годы из двух цифр, как в «${example}», прочитаны как 1969–2068.`,
      several_time_columns: (example) =>
        `Временем могут быть несколько столбцов. Прочитан первый, остальные пропущены: ${example}.`,
      several_price_columns: (example) =>
        `Значением могут быть несколько столбцов. Прочитан первый, остальные пропущены: ${example}.`,
      no_time_column: () => 'Ни один столбец не назван как время: timestamp, ts, date, datetime или time.',
      no_price_column: () => 'Ни один столбец не назван как значение: price, close, value, target или y.',
      time_from_index: () => 'Столбца с временем нет. Временем стал индекс строк.',
      encoding_assumed: (example) =>
        `Текст не в UTF-8 и прочитан как windows-1251: одно из слов — «${example}». Если это не так, сохраните файл в UTF-8.`,
      rows_longer_than_header: () =>
        'В некоторых строках больше ячеек, чем в заголовке, лишние не прочитаны. Возьмите числа с запятой в кавычки или выберите другой разделитель.',
      several_sheets: (example) => `Время и значение есть на нескольких листах. Прочитан лист «${example}».`,
      too_short: () => 'Ряд очень короткий, учиться почти не на чем. Пришлите 10 точек или больше.',
      horizon_far: () => 'Прогноз уходит дальше, чем длится история. Ближней его части доверяйте больше.',
      constant: () => 'Все значения одинаковы, и прогноз такой же.',
      mostly_missing: (_example, _place, share) =>
        `Большей части точек нет${share ? ` (${share})` : ''}. Остальные приняты за равноотстоящие.`,
      gaps_interpolated: (_example, _place, share) => `Пропущенные точки${share ? ` (${share})` : ''} интерполированы.`,
      irregular: () => 'Время не следует никакому календарю. Точки приняты за равноотстоящие.',
      duplicates_averaged: (_example, _place, share) =>
        `Время некоторых строк повторяется${share ? ` (${share})` : ''}. Значения с одним временем усреднены.`,
      aggregated: (_example, _place, share) =>
        `Несколько точек попадают в один шаг календаря${share ? ` (${share})` : ''}. Такие значения усреднены.`,
      times_approximate: (_example, _place, share) =>
        `Некоторые моменты лежат мимо календаря${share ? ` (${share})` : ''} и отнесены к ближайшим его точкам.`,
      held_at_last_finite_value: () =>
        'Прогноз вышел бы за пределы чисел. Начиная оттуда повторяется его последнее значение.',
      held_at_zero: () => 'Прогноз ушёл бы ниже нуля, где ряд никогда не был. Он удержан на нуле.',
      below_zero: () => 'Прогноз уходит ниже нуля, где ряд никогда не был.',
      outliers: (_example, place) =>
        `Некоторые значения далеки от соседних${place ? `, первое: ${place}` : ''}. Проверьте, нет ли ошибки.`,
      structural_break: (_example, place) =>
        `Уровень ряда резко меняется${place ? `: ${place}` : ''}. То, что было раньше, может сбить прогноз.`,
    },
  },
};
