export const account = {
  account: {
    title: 'Account',
    lead: 'Who you are here, and the other ways to the same balance',
    profile: 'Profile',
    email: 'Email',
    user: 'User',
    since: 'Since',
    look: 'Language and theme',
    lookNote: 'Kept in this browser.',
    telegram: 'Telegram',
    telegramText: 'The bot takes files and sends forecasts. It uses the same account and the same balance.',
    telegramOpen: 'Connect Telegram',
    telegramNote:
      'Opens Telegram in a new tab and signs your chat in to this account. The link is good for 10 minutes and once. Pass it on to nobody.',
    scripts: 'Scripts',
    scriptsText: 'Everything that is done here can be done over the API, with the same balance.',
    scriptsSteps: [
      'Send your email and password to POST /api/auth/login.',
      'The answer has an access_token. Keep it like a password.',
      'Send it with every call, in the header Authorization, after the word Bearer.',
      'When a call answers 401, the token has expired: log in again.',
    ],
  },
};
