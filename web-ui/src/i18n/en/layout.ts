export const layout = {
  layout: {
    skip: 'Skip to content',
    sections: 'Sections',
    language: 'Language',
    languages: { en: 'English', ru: 'Русский' },
    theme: 'Theme',
    themes: { auto: 'System', light: 'Light', dark: 'Dark' },
    api: 'REST API',
    apiReference: 'API reference',
    account: 'Account',
    signOut: 'Sign out',
  },
  nav: {
    predict: 'Forecast',
    history: 'History',
    balance: 'Balance',
    transactions: 'Transactions',
    admin: 'Admin',
    topUp: 'Top up',
  },
};
