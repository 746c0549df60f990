import { creditsOf, number } from '@coincast/shared/wording/ru/words';
import { shortLabel } from '../shortened.js';
import type { BotTexts } from '../texts.js';

export const buttons: BotTexts['buttons'] = {
  predict: 'Новый прогноз',
  history: 'История',
  balance: 'Баланс',
  topUp: 'Пополнить',
  transactions: 'Операции',
  help: 'Справка',
  language: 'Язык',
  english: 'English',
  russian: 'Русский',
  signIn: 'Войти',
  register: 'Зарегистрироваться',
  cabinet: 'Открыть кабинет',
  add: (credits) => `+${number(credits)}`,
  topUpAndGoOn: (credits) => `Пополнить на ${creditsOf(credits)} и продолжить`,
  model: (title, creditsPerRow) => `${shortLabel(title)}: ${creditsOf(creditsPerRow)} за строку`,
  anotherModel: 'Другая модель',
  sent: 'Это всё, проверить',
  startOver: 'Начать заново',
  buy: (credits) => `Купить за ${creditsOf(credits)}`,
  cancel: 'Отменить',
  again: 'Повторить',
  csv: 'CSV',
  xlsx: 'XLSX',
  job: (id, name) => `${id}: ${shortLabel(name)}`,
  refresh: 'Обновить',
  newer: '← Новее',
  older: 'Старше →',
  retry: 'Попробовать снова',
};
