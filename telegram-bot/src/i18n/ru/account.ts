import { creditsOf, number } from '@coincast/shared/wording/ru/words';
import type { BotTexts } from '../texts.js';

export const account: Pick<BotTexts, 'balance' | 'topUp' | 'tx'> = {
  balance: {
    now: (credits) => `На балансе ${creditsOf(credits)}`,
    empty: 'Пополните баланс, чтобы сделать прогноз.',
  },
  topUp: {
    choose: 'Сколько кредитов? Выберите сумму или отправьте её: /topup 100',
    done: (credits, balance) => `Добавлено: ${creditsOf(credits)}. На балансе ${number(balance)}.`,
    badAmount: 'Нужно целое число от 1 до 1 000 000 000: /topup 100',
    limit: 'Баланс стал бы слишком большим. Выберите сумму меньше.',
  },
  tx: {
    title: 'Операции',
    utc: 'Новые сверху, время UTC',
    after: (balance) => `баланс ${number(balance)}`,
    empty: 'Операций пока нет. Здесь будут пополнения, списания и возвраты.',
    noMore: 'Старше ничего нет.',
  },
};
