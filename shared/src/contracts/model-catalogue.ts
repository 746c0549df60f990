/** What clients and services know of a model without running it. */
export interface ModelDescription {
  /** As clients send it. */
  name: string;
  title: { en: string; ru: string };
  description: { en: string; ru: string };
  /** Fewest valid rows that it can learn from. */
  minRows: number;
  /** Whether its forecast has prediction intervals. */
  intervals: boolean;
}

/** The models of the service, in the order in which they are shown; the inference worker implements each. */
export const modelCatalogue: readonly ModelDescription[] = [
  {
    name: 'Demo',
    title: { en: 'Demo', ru: 'Демо' },
    description: {
      en: 'First-order autoregression: each point from the one before it.',
      ru: 'Авторегрессия первого порядка: каждая точка по предыдущей.',
    },
    minRows: 1,
    intervals: false,
  },
  {
    name: 'LinearTrend',
    title: { en: 'Linear trend', ru: 'Линейный тренд' },
    description: {
      en: 'A straight line fitted by least squares and continued.',
      ru: 'Прямая по методу наименьших квадратов, продолженная вперёд.',
    },
    minRows: 1,
    intervals: false,
  },
];
