import { defaultModelName } from '@coincast/shared/contracts';
import { jsonSchema, problemResponse } from '@coincast/shared/http';
import { formBody, jsonBody } from './job.schemas.js';

const jsonExample = {
  model_name: 'Auto',
  data: [
    { timestamp: '2024-01-01', price: 100 },
    { timestamp: '2024-01-02', price: '1 234,56' },
    { timestamp: '2024-01-03', price: 102.5 },
  ],
  horizon: 7,
};

const rows = {
  type: 'array',
  description:
    'Rows with a time (timestamp, ts, date, datetime, time) and a price (price, close, value, target, y). ' +
    'Rows that cannot be used are named in the job and not charged.',
  items: { type: 'object' },
};

const modelName = {
  type: 'string',
  description: `One of \`/api/models/\`; left out: ${defaultModelName}, or the first of them where that is not on sale`,
  default: defaultModelName,
};

const jsonForm = jsonSchema(jsonBody);
const jsonContent = {
  ...jsonForm,
  properties: { ...(jsonForm['properties'] as object), model_name: modelName, data: rows },
};
const form = jsonSchema(formBody);
const formContent = {
  ...form,
  required: ['file'],
  properties: {
    ...(form['properties'] as object),
    model_name: modelName,
    file: {
      type: 'string',
      format: 'binary',
      description: 'CSV, JSON, XLSX or Parquet; found by its content, whatever its name',
    },
  },
};

/** The body of every operation that takes a submission. */
export const submissionBody = {
  required: true,
  content: {
    'application/json': { schema: jsonContent, example: jsonExample },
    'multipart/form-data': { schema: formContent },
  },
};

/** What such an operation answers to a submission that it cannot take. */
export const submissionFaults = {
  400: problemResponse('The body is not JSON, or a broken form'),
  413: problemResponse('The body or the file is too large'),
  415: problemResponse('Neither JSON nor a form, or a file in another format'),
  422: problemResponse('Unknown model, bad horizon, no table, data that cannot be read, or too much of it'),
  503: problemResponse('Too busy right now'),
};
