/** What an entry of the ledger is. */
export const transactions = {
  kinds: { DEPOSIT: 'Deposit', PREDICTION_CHARGE: 'Charge', REFUND: 'Refund' },
  manual: 'Top-up',
  charge: (job: number) => `Forecast, job ${job}`,
  refund: (job: number) => `Refund of job ${job}`,
  number: (id: number) => `#${id}`,
};
