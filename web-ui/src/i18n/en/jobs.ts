import { number } from '@coincast/shared/wording/en/words';
import { plural } from '@coincast/shared/wording/formats';

export const jobs = {
  jobs: {
    title: 'History',
    lead: 'Updates by itself while a job is in progress',
    act: 'New forecast',
    filter: 'Status',
    filters: { all: 'All', PENDING: 'In progress', OK: 'Ready', ERROR: 'Failed' },
    updated: (time: string) => `Updated at ${time} UTC`,
    caption: 'Jobs, newest first',
    series: 'Series',
    status: 'Status',
    reason: 'Reason',
    rows: 'Rows → points',
    credits: 'Credits',
    quoted: 'quoted',
    created: 'Created, UTC',
    count: (count: number) => `${number(count)} ${plural('en', count, { one: 'job', other: 'jobs' })} on this page`,
    pages: 'Pages',
    newer: 'Newer',
    older: 'Older',
    empty: 'Your forecasts will appear here',
    emptyText: 'Upload a first series. The check is free and the price comes before any charge.',
    emptyAct: 'Upload a file',
    none: 'No jobs here',
    noneText: 'No job has this status, or all of them are newer.',
    noneAct: 'All jobs',
  },
};
