import type { Texts } from '../texts.js';

export const layout: Pick<Texts, 'layout' | 'nav'> = {
  layout: {
    skip: 'К содержанию',
    sections: 'Разделы',
    language: 'Язык',
    languages: { en: 'English', ru: 'Русский' },
    theme: 'Тема',
    themes: { auto: 'Как в системе', light: 'Светлая', dark: 'Тёмная' },
    api: 'REST API',
    apiReference: 'Описание API',
    account: 'Учётная запись',
    signOut: 'Выйти',
  },
  nav: {
    predict: 'Прогноз',
    history: 'История',
    balance: 'Баланс',
    transactions: 'Операции',
    admin: 'Управление',
    topUp: 'Пополнить',
  },
};
