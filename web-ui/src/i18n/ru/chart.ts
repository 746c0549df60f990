import type { Texts } from '../texts.js';

export const chart: Pick<Texts, 'calendar' | 'chart'> = {
  calendar: {
    months: ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
    weekdays: ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'],
  },
  chart: {
    description: ({ historyFrom, historyTo, forecastPoints, peak }) =>
      `История с ${historyFrom} по ${historyTo}, затем прогноз на ${forecastPoints} точек. Его максимум, ${peak?.time}: ${peak?.value}, с вероятностью 80% ${peak?.interval80}.`,
    history: 'История',
    forecast: 'Прогноз',
    forecastDetail: ', медиана',
    fault: 'Непрочитанная строка',
    forecastFrom: () => 'прогноз →',
    waitingLabel: 'здесь будет прогноз',
    waitingReadout: 'Страница обновится сама.',
    peak: 'Максимум прогноза',
    actual: 'факт',
    median: 'медиана',
    readoutHint: 'Наведите курсор или ← →',
    sliderLabel: 'Точка графика',
  },
};
