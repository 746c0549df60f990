import { plural } from '@coincast/shared/wording/formats';
import { number } from '@coincast/shared/wording/ru/words';
import type { Texts } from '../texts.js';

export const faults: Pick<Texts, 'faults'> = {
  faults: {
    email: 'Это не похоже на адрес почты. Он выглядит так: name@example.com.',
    emailMissing: 'Укажите почту.',
    passwordMissing: 'Укажите пароль.',
    passwordLength: 'От 4 до 1 024 символов.',
    amount: 'Целое число от 1 до 1 000 000 000.',
    balanceLimit: 'Баланс стал бы слишком большим. Выберите сумму меньше.',
    reason: 'Не больше 200 символов в одну строку.',
    reasonMissing: 'Укажите, за что начислены кредиты.',
    date: 'Нужна дата, например 2026-11-24.',
    period: 'Последний день раньше первого.',
    tooMany: (seconds) =>
      `Слишком много попыток. Повторите через ${number(seconds)} ${plural('ru', seconds, { one: 'секунду', few: 'секунды', many: 'секунд', other: 'секунды' })}.`,
    idempotency: 'Эту форму уже отправляли с другой суммой. Проверьте операции и отправьте ещё раз.',
  },
};
