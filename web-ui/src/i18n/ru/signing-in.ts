import type { Texts } from '../texts.js';

export const signingIn: Pick<Texts, 'form' | 'login' | 'register'> = {
  form: { email: 'Электронная почта', password: 'Пароль', show: 'Показать', hide: 'Скрыть' },
  login: {
    title: 'Вход',
    submit: 'Войти',
    noAccount: 'Ещё нет счёта?',
    register: 'Зарегистрироваться',
    expired: 'Время входа истекло',
    expiredBack: 'Войдите, и мы вернём вас туда, где вы были.',
    signInFirst: 'Для этой страницы нужен вход',
    signedOut: 'Вы вышли',
    signedOutText: 'Баланс и история сохранены.',
    wrong: 'Почта и пароль не подходят друг к другу. Проверьте раскладку и Caps Lock.',
  },
  register: {
    title: 'Регистрация',
    submit: 'Создать счёт',
    hasAccount: 'Уже есть счёт?',
    signIn: 'Войти',
    passwordHint: 'Не короче 4 символов, на любом языке',
    taken: 'На эту почту уже есть счёт. Войдите или укажите другую.',
  },
};
