import type { BotTexts } from '../texts.js';

export const menu: BotTexts['menu'] = {
  predict: 'Сделать прогноз',
  ph: 'Ваши прогнозы, новые сверху',
  job: 'Один прогноз по номеру: /job 123',
  balance: 'Ваши кредиты',
  topup: 'Пополнить баланс: /topup 100',
  tx: 'Пополнения, списания и возвраты',
  start: 'С чего начать',
  login: 'Войти: /login почта пароль',
  register: 'Создать счёт: /register почта пароль',
  logout: 'Выйти в этом чате',
  lang: 'Язык: русский или английский',
  cancel: 'Прервать начатое',
  help: 'Что умеет бот',
};
