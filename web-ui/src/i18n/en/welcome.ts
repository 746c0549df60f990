import { creditWord, number } from '@coincast/shared/wording/en/words';

export const welcome = {
  welcome: {
    title: 'Time series forecasts',
    headline: 'A forecast with honest bounds, priced by the row',
    lead: 'Send a series, know the price at once, and get the median with 80 and 95% intervals. A job that fails costs nothing.',
    start: 'Register',
    openCabinet: 'Open the cabinet',
    signIn: 'Sign in',
    price: 'Price',
    priceOf: (credits: number | undefined) =>
      credits === undefined
        ? 'A fixed price for a valid row'
        : `${number(credits)} ${creditWord(credits)} per valid row`,
    priceText: 'Horizon and intervals are included. Rows with faults are listed and cost nothing.',
    free: 'A failure is free',
    freeText: 'If a forecast does not come out, you keep the credits and are told why.',
    files: 'Files as they are',
    filesText: 'CSV, XLSX, Parquet, JSON. We read “1 234,56”, “24.11.2026” and Excel dates.',
    apiTitle: 'The same in one command',
    apiSteps: [
      'Send a file: the answer is a job number and a price.',
      'Seconds later the job is ready, or has failed and is free.',
      'Fetch the numbers, or a file: CSV, XLSX, Parquet, JSON.',
    ],
    apiText: 'The cabinet and the REST API share one balance and one history.',
    exampleTitle: 'Airline passengers, thousands a month',
    exampleNote: 'Example. Monthly series of 12 years, the next two by the model Auto',
    example: 'Request example',
    exampleComment: '202: job number and price',
  },
  gate: {
    label: 'About the service',
    title: 'What you get',
    points: [
      'A forecast with 80 and 95% intervals and a check on your own history.',
      'A price that you know before you pay, and a receipt for 0 when a job fails.',
      'One balance for the cabinet and the API.',
    ],
    note: 'A forecast is not a promise. That is why each line comes with its bounds.',
  },
};
