import { plural } from '@coincast/shared/wording/formats';
import { number } from '@coincast/shared/wording/ru/words';
import type { BotTexts } from '../texts.js';

export const troubles: Pick<BotTexts, 'trouble'> = {
  trouble: {
    unavailable: 'Сервис сейчас не отвечает. Данные и кредиты в сохранности. Повторите чуть позже.',
    flood: (seconds) =>
      `Слишком много запросов. Повторите через ${number(seconds)} ${plural('ru', seconds, { one: 'секунду', few: 'секунды', many: 'секунд', other: 'секунды' })}.`,
    tooManyMessages: 'Сообщения приходят быстрее, чем бот успевает их обработать. Дождитесь ответов и продолжайте.',
    internal: 'Ошибка на нашей стороне. Попробуйте снова.',
    requestId: (id) => `Номер запроса: ${id}`,
    refused: (words) => `Сервис отказал: ${words}`,
  },
};
