import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { exampleForecast, exampleUrl } from '../src/example/example-forecast.js';

describe('example of the welcome page', () => {
  it('is what the models forecast (write it anew with standalone/dist/src/example/write-example.js)', async () => {
    expect(await readFile(exampleUrl, 'utf8')).to.equal(exampleForecast());
  });
});
