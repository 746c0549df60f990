import { creditsOf, number } from '@coincast/shared/wording/ru/words';
import type { BotTexts } from '../texts.js';

export const results: Pick<BotTexts, 'history' | 'jobCard' | 'result'> = {
  history: {
    title: 'Ваши прогнозы',
    utc: 'Новые сверху, время UTC',
    rows: (valid, horizon) => `${number(valid)} → ${number(horizon)}`,
    empty: 'Прогнозов пока нет. Первый начинается с /predict.',
    noMore: 'Старше ничего нет.',
  },
  jobCard: {
    usage: 'Какое задание? Отправьте его номер: /job 123',
    notFound: (id) => `Задания ${id} среди ваших нет. Те, что есть, показывает /ph.`,
    paying: 'Принято и оплачивается.',
    computing: 'Оплачено. Прогноз считается, результат придёт сам.',
  },
  result: {
    ready: 'Прогноз готов',
    failed: 'Прогноз не получился',
    next: 'Следующая точка',
    last: 'Последняя точка',
    highest: 'Максимум',
    lowest: 'Минимум',
    interval: (interval80) => `80%: ${interval80}`,
    charged: (credits, balance) => `Списано: ${creditsOf(credits)}. На балансе ${number(balance)}.`,
    backtest: 'Проверка на вашей истории',
    pictureLost: 'График нарисовать не удалось. Числа ниже, в файлах они все.',
    fileFor: (name) => `Прогноз для ряда ${name}`,
    preparingFile: 'Файл готовится',
    noForecast: 'У этого задания нет прогноза для скачивания.',
    againHint: 'Тот же ряд сначала проверяется снова, списание только после подтверждения.',
    againGone: 'Этот ряд больше не получить. Отправьте его снова через /predict.',
  },
};
