import type { DataTexts } from '../data-texts.js';
import { countOf, type Unit, unitWord } from './units.js';
import { number } from './words.js';

/** After «на»: what ends in -а or -я has a form of its own. */
const accusative: Record<string, string> = {
  секунда: 'секунду',
  минута: 'минуту',
  неделя: 'неделю',
  точка: 'точку',
};

const unitsFor = (count: number, unit: Unit) => {
  const word = unitWord(count, unit);
  return `${number(count)} ${accusative[word] ?? word}`;
};

/** A job, and what the check on its history has found. */
export const job: DataTexts['job'] = {
  number: (id) => `Задание ${id}`,
  took: (time) => `посчитано за ${time}`,
  seconds: (seconds) => `${number(seconds)} с`,
  minutes: (minutes, seconds) => `${number(minutes)} мин ${number(seconds)} с`,
  status: { PENDING: 'Считается', OK: 'Готово', ERROR: 'Ошибка' },
  forecastFor: (count, unit = 'point') => `Прогноз на ${unitsFor(count, unit)}`,
  backtest: 'Проверка на вашей истории',
  backtestDone: (count, unit = 'point') =>
    `Конец ряда спрятали от модели и сравнили с её прогнозом: ${countOf(count, unit)}`,
  backtestWaiting: 'Конец ряда прячем от модели и сравниваем с её прогнозом',
  backtestShort: 'Ряд слишком короткий, чтобы спрятать от модели его часть',
  mase: 'Ошибка MASE',
  smape: 'Ошибка sMAPE',
  smapeNote: 'средняя относительная ошибка',
  rmse: 'Ошибка RMSE',
  rmseNote: 'в единицах ряда',
  coverage: 'Интервал 80%',
  coverageNote: 'столько точек попало',
  better: (percent) => `на ${number(percent)}% точнее наивного метода`,
  worse: (percent) => `на ${number(percent)}% хуже наивного метода`,
  same: 'не отличается от наивного метода',
  noNaive: 'наивный метод не ошибся',
  withForecast: 'вместе с прогнозом',
  unknown: 'неизвестно',
};
