import { plural } from '@coincast/shared/wording/formats';
import { creditsOf, number, sizeOf } from '@coincast/shared/wording/ru/words';
import type { BotTexts } from '../texts.js';

const genitiveRows = (count: number) => plural('ru', count, { one: 'строки', other: 'строк' });
const genitiveCredits = (count: number) => plural('ru', count, { one: 'кредита', other: 'кредитов' });

export const predict: Pick<BotTexts, 'predict' | 'quote' | 'buying'> = {
  predict: {
    chooseModel: 'Какая модель? Цена указана за одну верную строку.',
    unknownModel: (name) => `Модели «${name}» нет. Выберите одну из этих.`,
    chosen: (title) => `Модель: ${title}`,
    sendData: (bytes) =>
      `Отправьте ряд: файл (CSV, XLSX, Parquet или JSON, до ${sizeOf(bytes)}) или строки текстом, одним сообщением или несколькими. В каждой строке нужны время и значение.`,
    received: (messages, signs) =>
      `Получено: ${number(messages)} ${plural('ru', messages, { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' })}, ${number(signs)} ${plural('ru', signs, { one: 'знак', few: 'знака', many: 'знаков', other: 'знака' })}. Отправьте остальное или скажите, что это всё.`,
    nothingReceived: 'Строк пока нет. Отправьте файл или текст.',
    tooMuchText: (bytes) => `Текста больше ${sizeOf(bytes)}. Пришлите его файлом.`,
    pastedName: 'строки из чата',
    badHorizon: (most) => `Целое число от 1 до ${number(most)}: не больше десяти длин ряда.`,
    tooFewRows: (needed, have) =>
      `Этой модели нужно верных строк: ${number(needed)}, в ряде ${number(have)}. Выберите другую модель или добавьте строк.`,
    fileTooLarge: (bytes) =>
      `Telegram отдаёт ботам только файлы до ${sizeOf(bytes)}. Пришлите файл поменьше или откройте кабинет.`,
    fileGone: 'Этого файла в Telegram больше нет. Пришлите его снова, кредиты не списаны.',
    fileEmpty: 'Файл пуст. Пришлите его со строками.',
  },
  quote: {
    title: 'Расчёт',
    name: 'Ряд',
    model: 'Модель',
    validRows: 'Верных строк',
    points: 'Точек прогноза',
    period: 'Период',
    from: (from, to) => `с ${from} по ${to}, UTC`,
    cost: 'К оплате',
    costIs: (rows, perRow, cost) => `${number(rows)} × ${number(perRow)} = ${creditsOf(cost)}`,
    balance: 'Баланс',
    after: 'Останется',
    badRow: (line, what, fix) => `Строка ${line}: ${what}. ${fix}.`,
    moreBadRows: (count) => `И ещё ${number(count)}.`,
    confirm: 'Подтвердите, и результат придёт сам. Если прогноз не получится, вы ничего не платите.',
    short: (missing) => `Не хватает ${number(missing)} ${genitiveCredits(missing)}`,
    shortText: (cost, balance) =>
      `Прогноз стоит ${number(cost)}, на балансе ${number(balance)}. Данные и выбор сохранены.`,
    cancelled: 'Отменено. Кредиты не списаны.',
    expired: 'Этот расчёт устарел. Пришлите данные снова, кредиты не списаны.',
    noValid: (rows) =>
      rows === 1
        ? 'Единственную строку прочитать не удалось. Кредиты не списаны.'
        : `Прочитать не удалось ни одну из ${number(rows)} ${genitiveRows(rows)}. Кредиты не списаны.`,
  },
  buying: {
    sent: 'Подтверждено. Заказ отправляется.',
    accepted: (id) => `Задание ${id} принято и считается. Результат придёт сюда сам.`,
    again: (id) => `Уже куплено: задание ${id}.`,
    waiting: 'Сервис сейчас не отвечает. Заказ сохранён и продолжится сам, спишется не больше одного раза.',
    refused: 'Заказ не принят. Кредиты не списаны.',
  },
};
