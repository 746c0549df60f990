/** What clients and services know of a model without running it. */
export interface ModelDescription {
  /** As clients send it. */
  name: string;
  title: { en: string; ru: string };
  /** What it does and what it is good for. */
  description: { en: string; ru: string };
  /** Fewest valid rows that it can learn from. */
  minRows: number;
  /** Whether its forecast has prediction intervals. */
  intervals: boolean;
}

/** What a request that names no model gets, where it is on sale. */
export const defaultModelName = 'Auto';

/** Of these models the one that a request gets that names none: `Auto`, or the first where `Auto` is not among them. */
export function defaultModelOf(models: readonly ModelDescription[]): ModelDescription | undefined {
  return models.find(({ name }) => name === defaultModelName) ?? models[0];
}

// Every model falls back by itself to what a short series allows, and every forecast has intervals.
const always = { minRows: 1, intervals: true };

/**
 * The models of the service, in the order in which they are shown; the inference worker implements each. `Demo` and
 * `LinearTrend` stay in front: clients from before there were more may take the first.
 */
export const modelCatalogue: readonly ModelDescription[] = [
  {
    name: 'Demo',
    title: { en: 'Demo', ru: 'Демо' },
    description: {
      en: 'First-order autoregression: each point follows from the one before it. Simple and instant, good for trying the service out.',
      ru: 'Авторегрессия первого порядка: каждая точка следует из предыдущей. Простая и мгновенная, чтобы попробовать сервис.',
    },
    ...always,
  },
  {
    name: 'LinearTrend',
    title: { en: 'Linear trend', ru: 'Линейный тренд' },
    description: {
      en: 'A straight line fitted by least squares and continued. Good for steady growth or decline without seasons.',
      ru: 'Прямая по методу наименьших квадратов, продолженная вперёд. Подходит для ровного роста или спада без сезонности.',
    },
    ...always,
  },
  {
    name: 'Auto',
    title: { en: 'Automatic', ru: 'Автоматически' },
    description: {
      en: 'Combines the models that suit the series, with its trend and its seasons. The right choice when you have no reason for another.',
      ru: 'Объединяет модели, которые подходят ряду, с его трендом и сезонностью. Верный выбор, если нет причин взять другую.',
    },
    ...always,
  },
  {
    name: 'Naive',
    title: { en: 'Naive', ru: 'Наивный прогноз' },
    description: {
      en: 'Repeats the last value. The yardstick for all others, and hard to beat on market prices.',
      ru: 'Повторяет последнее значение. Мерка для всех остальных; на биржевых ценах его трудно превзойти.',
    },
    ...always,
  },
  {
    name: 'SeasonalNaive',
    title: { en: 'Seasonal naive', ru: 'Наивный сезонный прогноз' },
    description: {
      en: 'Repeats the last season: this Monday as last Monday, this June as last June. Good for strong seasons without a trend.',
      ru: 'Повторяет последний сезон: понедельник как прошлый понедельник, июнь как прошлый июнь. Подходит для сильной сезонности без тренда.',
    },
    ...always,
  },
  {
    name: 'Drift',
    title: { en: 'Drift', ru: 'Дрейф' },
    description: {
      en: 'The last value and the average step of the history. Good for prices that wander with a lasting direction.',
      ru: 'Последнее значение и средний шаг за всю историю. Подходит для цен, которые блуждают, но держат направление.',
    },
    ...always,
  },
  {
    name: 'Theta',
    title: { en: 'Theta', ru: 'Тета' },
    description: {
      en: 'Half of the trend and an exponentially smoothed level, seasons taken out first. Sturdy on monthly and quarterly business data.',
      ru: 'Половина тренда и экспоненциально сглаженный уровень, сезонность учтена отдельно. Надёжна на месячных и квартальных данных.',
    },
    ...always,
  },
  {
    name: 'DOTM',
    title: { en: 'Dynamic optimised theta', ru: 'Динамическая оптимизированная тета' },
    description: {
      en: 'Theta whose weight of the trend is learned and whose trend follows the data. Good where the trend changes on the way.',
      ru: 'Тета, у которой доля тренда подбирается, а сам тренд следует за данными. Подходит, когда тренд со временем меняется.',
    },
    ...always,
  },
  {
    name: 'ETS',
    title: { en: 'Exponential smoothing', ru: 'Экспоненциальное сглаживание' },
    description: {
      en: 'Level, trend and season that adapt, each additive, multiplicative or absent as the data ask for. Good for seasonal sales and demand.',
      ru: 'Подстраивающиеся уровень, тренд и сезонность: аддитивные, мультипликативные или никакие, как подскажут данные. Подходит для сезонных продаж и спроса.',
    },
    ...always,
  },
  {
    name: 'ARIMA',
    title: { en: 'ARIMA', ru: 'ARIMA' },
    description: {
      en: 'Seasonal autoregression and moving averages of differences, their orders chosen by search. Good for series whose steps depend on earlier steps.',
      ru: 'Сезонная авторегрессия и скользящее среднее разностей, порядки подбираются поиском. Подходит для рядов, шаги которых зависят от прежних шагов.',
    },
    ...always,
  },
  {
    name: 'MSTL',
    title: { en: 'Several seasons', ru: 'Несколько сезонностей' },
    description: {
      en: 'Takes several seasons apart, such as the hours of a day and the days of a week, and forecasts what remains. Good for hourly and daily load or traffic.',
      ru: 'Разделяет несколько сезонностей, например часы суток и дни недели, и прогнозирует остаток. Подходит для часовых и дневных нагрузок и посещаемости.',
    },
    ...always,
  },
];
