import { sizeOf } from '@coincast/shared/wording/en/words';
export const general = {
  start: {
    title: 'Forecasts of time series, priced by the row',
    text: 'Send a series, know the price at once, and get the median with 80 and 95% intervals. A forecast that fails costs nothing.',
    signedIn: (email: string) => `You are signed in as ${email}.`,
    signInFirst: 'Sign in with your account, or create one here.',
    linked: (email: string) =>
      `This chat now belongs to the account ${email}. Its balance and history are the same everywhere.`,
    badCode: 'This link has been used or is older than 10 minutes. Open a new one on the account page of the cabinet.',
  },
  help: {
    title: 'What the bot can do',
    predict: '/predict makes a forecast: choose a model, send the data, see the price, confirm.',
    quick: '/predict Model [json] does it in one message.',
    files: (bytes: number) =>
      `Send CSV, XLSX, Parquet or JSON up to ${sizeOf(bytes)}, or rows as text. A time column (timestamp, date, time) and a value column (price, value, y) are needed, the rest is skipped.`,
    jobs: '/ph shows your forecasts, /job 123 one of them.',
    money: '/balance shows your credits, /topup 100 adds some, /tx lists every deposit, charge and refund.',
    account: '/login, /register and /logout are for the account, /lang changes the language.',
    cancel: '/cancel leaves what is under way.',
    free: 'The check is free. A forecast that fails costs nothing.',
  },
  lang: {
    choose: 'Which language should the bot speak?',
    chosen: 'The bot speaks English now.',
  },
  /** After text that is no command, by the step that the chat is at. */
  unknown: {
    idle: 'This is no command of the bot. /predict makes a forecast, /help shows the rest.',
    'choosing-model': 'Choose a model with a button first, then send the data.',
    'sending-data':
      'This does not look like rows. Send a file, or text with a time and a value in each row, or /cancel.',
    confirming: 'The forecast waits for your decision: confirm or cancel with a button above.',
    'signing-in':
      'Send /login or /register, each with an email and a password, or open the link on the account page of the cabinet.',
  },
  unknownCommand: 'There is no such command. /help shows those there are.',
  cancelled: 'Left. Nothing was charged.',
  nothingToCancel: 'Nothing is under way.',
  /** Answers to buttons, shown above the chat for a moment: at most 200 characters. */
  tooOld: 'This button has had its time. Use the newest message.',
  inProgress: 'Already in progress',
  /** When a message of a kind comes that the bot does not read. */
  unsupported: {
    other: 'The bot reads files and text only. Send the data as a file or as text.',
    group: 'The bot works in private chats: data and balance are for your eyes only. Write to it directly.',
  },
};
