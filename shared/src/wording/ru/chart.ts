import type { DataTexts } from '../data-texts.js';
import { plural } from '../formats.js';
import { number } from './words.js';

export const chart: Pick<DataTexts, 'chart'> = {
  chart: {
    description: ({ historyFrom, historyTo, forecastPoints, peak }) => {
      const history = `История с ${historyFrom} по ${historyTo}`;
      if (!peak) return `${history}.`;
      const points = plural('ru', forecastPoints, { one: 'точку', few: 'точки', many: 'точек', other: 'точки' });
      const bounds = peak.interval80 === null ? '' : `, с вероятностью 80% ${peak.interval80}`;
      return `${history}, затем прогноз на ${number(forecastPoints)} ${points}. Его максимум, ${peak.time}: ${peak.value}${bounds}.`;
    },
    history: 'История',
    forecast: 'Прогноз',
    forecastDetail: ', медиана',
    fault: 'Непрочитанная строка',
    forecastFrom: () => 'прогноз →',
    waitingLabel: 'здесь будет прогноз',
    waitingReadout: 'Страница обновится сама. Её можно закрыть: результат останется в истории.',
    peak: 'Максимум прогноза',
    actual: 'факт',
    median: 'медиана',
    readoutHint: 'Наведите курсор или ← →',
    sliderLabel: 'Точка графика',
  },
};
