/** What the landing page says, a language each. */
export interface LandingTexts {
  title: string;
  headline: string;
  lead: string;
  docs: string;
  document: string;
  otherLanguage: { code: 'en' | 'ru'; name: string };
  priceTitle: string;
  /** @param creditsPerRow undefined: not told to the gateway. */
  price(creditsPerRow: number | undefined): string;
  startTitle: string;
  register: string;
  topUp: string;
  predict: string;
  after: string;
  topUpReason: string;
}

const russianCredits = new Intl.PluralRules('ru');

export const landingTexts: Record<'en' | 'ru', LandingTexts> = {
  en: {
    title: 'Coincast: time series forecasts, priced by the row',
    headline: 'Time series forecasts, priced by the row',
    lead: 'Send a series as a file or as JSON. You see the price at once, the forecast is computed in the background, and a job that fails costs nothing.',
    docs: 'Try the API',
    document: 'OpenAPI document',
    otherLanguage: { code: 'ru', name: 'Русский' },
    priceTitle: 'Price',
    price: (creditsPerRow) =>
      `${creditsPerRow === undefined ? 'A valid row costs a fixed number of credits; /api/models/catalog names it.' : `${creditsPerRow} ${creditsPerRow === 1 ? 'credit' : 'credits'} for each valid row.`} Rows that cannot be read are free and are listed with the reason. The horizon does not change the price.`,
    startTitle: 'A first forecast in three commands',
    register: '1. Register. The token signs you in.',
    topUp: '2. Top the balance up.',
    predict: '3. Buy a forecast.',
    after: 'The answer names the job in its Location header. Fetch it until its status is OK or ERROR.',
    topUpReason: 'first credits',
  },
  ru: {
    title: 'Coincast: прогнозы временных рядов с оплатой по строкам',
    headline: 'Прогнозы временных рядов с оплатой по строкам',
    lead: 'Отправьте ряд файлом или в JSON. Цена известна сразу, прогноз считается в фоне, а задание с ошибкой бесплатно.',
    docs: 'Попробовать API',
    document: 'Документ OpenAPI',
    otherLanguage: { code: 'en', name: 'English' },
    priceTitle: 'Цена',
    price: (creditsPerRow) =>
      `${creditsPerRow === undefined ? 'Цена считается в кредитах за верную строку, её называет /api/models/catalog.' : `${creditsPerRow} ${creditWord(creditsPerRow)} за каждую верную строку.`} Строки, которые прочитать не удалось, бесплатны и перечислены с причиной. Горизонт на цену не влияет.`,
    startTitle: 'Первый прогноз за три команды',
    register: '1. Зарегистрируйтесь. Вход выполняется по токену.',
    topUp: '2. Пополните баланс.',
    predict: '3. Купите прогноз.',
    after: 'Адрес задания указан в заголовке Location. Запрашивайте его, пока статус не станет OK или ERROR.',
    topUpReason: 'первые кредиты',
  },
};

function creditWord(count: number): string {
  const words: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'кредит', few: 'кредита' };
  return words[russianCredits.select(count)] ?? 'кредитов';
}
