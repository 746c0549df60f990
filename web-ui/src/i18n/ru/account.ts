import type { Texts } from '../texts.js';

export const account: Pick<Texts, 'account'> = {
  account: {
    title: 'Учётная запись',
    lead: 'Кто вы здесь и как ещё попасть к тому же балансу',
    profile: 'Профиль',
    email: 'Почта',
    user: 'Пользователь',
    since: 'С нами с',
    look: 'Язык и тема',
    lookNote: 'Запоминаются в этом браузере.',
    telegram: 'Телеграм',
    telegramText: 'Бот принимает файлы и присылает прогнозы. Счёт и баланс те же.',
    telegramOpen: 'Открыть бота',
    scripts: 'Скрипты',
    scriptsText: 'Всё, что можно сделать здесь, доступно и через API, с тем же балансом.',
    scriptsSteps: [
      'Отправьте почту и пароль на POST /api/auth/login.',
      'В ответе есть access_token. Храните его как пароль.',
      'Передавайте его с каждым запросом в заголовке Authorization после слова Bearer.',
      'Ответ 401 значит, что срок токена истёк: войдите ещё раз.',
    ],
  },
};
