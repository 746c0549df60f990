import { expect } from 'chai';
import { readTask } from '../../src/reader/read-task.js';
import { limits } from '../dataset/reading.js';

describe('readTask', () => {
  for (const [name, first] of [
    ['ряд', '2024-02-01'],
    ['row', '2024-01-02'],
  ] as const) {
    it(`reads slashed dates of a body by where it comes from: ${name}`, async () => {
      const body = { model_name: 'Demo', data: [{ ts: '01/02/2024', y: 1, name }] };
      const bytes = Buffer.from(JSON.stringify(body));
      const { times } = await readTask(
        bytes,
        { kind: 'body', charset: 'utf-8', from: { bytes } },
        limits,
        () => undefined,
      );
      expect(Array.from(times, (time) => new Date(time).toISOString().slice(0, 10))).to.deep.equal([first]);
    });
  }
});
