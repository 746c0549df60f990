import { dataTextsFor } from '@coincast/shared/wording/data-texts';

/** What a page can lead to when a job has failed. */
export const failures = {
  failures: {
    ...dataTextsFor('en').failures,
    seeRows: 'The table below says for each row what is wrong with it.',
    sendAgain: 'Save the file and upload it again. The check is free and shows the price before any charge.',
  },
};
