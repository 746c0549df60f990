import { plural } from '@coincast/shared/wording/formats';
import { number } from '@coincast/shared/wording/ru/words';
import type { Texts } from '../texts.js';

export const jobs: Pick<Texts, 'jobs'> = {
  jobs: {
    title: 'История',
    lead: 'Обновляется сама, пока есть незавершённые задания',
    act: 'Новый прогноз',
    filter: 'Состояние',
    filters: { all: 'Все', PENDING: 'Считаются', OK: 'Готовы', ERROR: 'С ошибкой' },
    updated: (time) => `Обновлено в ${time} UTC`,
    caption: 'Задания, новые сверху',
    series: 'Ряд',
    status: 'Состояние',
    reason: 'Причина',
    rows: 'Строк → точек',
    credits: 'Кредиты',
    quoted: 'по расчёту',
    created: 'Создано, UTC',
    count: (count) =>
      `На странице ${number(count)} ${plural('ru', count, { one: 'задание', few: 'задания', many: 'заданий', other: 'задания' })}`,
    pages: 'Страницы',
    newer: 'Новее',
    older: 'Старше',
    empty: 'Здесь будут ваши прогнозы',
    emptyText: 'Загрузите первый ряд. Проверка бесплатна, а цена известна до списания.',
    emptyAct: 'Загрузить файл',
    none: 'Здесь заданий нет',
    noneText: 'Заданий в этом состоянии нет, или все они новее.',
    noneAct: 'Все задания',
  },
};
