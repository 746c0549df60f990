import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Problem } from '@coincast/shared/http/errors';
import { hostileFiles } from '@coincast/shared/testing';
import { expect } from 'chai';
import { type ReadDataset, readDataset } from '../../src/dataset/read-dataset.js';
import { limits } from './reading.js';

/** Far below the 30 s that a reader may take, and far above what a busy machine needs. */
const boundMs = 15_000;

const corpus = fileURLToPath(new URL('../../../test/datasets/', import.meta.url));
const sample = (file: string) => readFileSync(`${corpus}${file}`);
const binary = [
  'xlsx/pandas.xlsx',
  'xlsx/libreoffice-second-sheet.xlsx',
  'parquet/duckdb-snappy.parquet',
  'parquet/duckdb-row-groups.parquet',
  'parquet/arrow-delta-strings.parquet',
];
const texts = [
  'csv/utf-16-le-bom.csv',
  'csv/pandas-quoted-newlines.csv',
  'json/pandas-unescaped.json',
  'json/pandas-split.json',
];

describe('Hostile files', () => {
  for (const { name, content, codes } of hostileFiles) {
    it(`refuses ${name}`, async () => {
      const outcome = await outcomeOf(content());
      expect(outcome, 'refused').to.be.instanceOf(Problem);
      expect(outcome).to.have.property('code').that.is.oneOf(codes);
    });
  }

  for (const file of binary) {
    it(`refuses ${file}, cut off anywhere`, async () => {
      const whole = sample(file);
      // Before its four letters are whole it is a text.
      for (const length of cuts(whole.length).filter((cut) => cut >= 4)) {
        expect(await outcomeOf(whole.subarray(0, length)), `cut at ${length}`).to.be.instanceOf(Problem);
      }
    });
  }

  for (const file of binary.filter((name) => name.startsWith('xlsx/'))) {
    it(`says of ${file}, cut off anywhere, that it is not whole`, async () => {
      const whole = sample(file);
      const shares = [0.1, 0.5, 0.9].map((share) => Math.floor(share * whole.length));
      for (const length of [...shares, whole.length - 1]) {
        const outcome = await outcomeOf(whole.subarray(0, length));
        expect(outcome, `cut at ${length}`).to.include({ code: 'unreadable_data' });
        expect(outcome).to.have.property('detail').that.includes('was cut off').and.includes('Send the whole file.');
      }
    });
  }

  for (const file of texts) {
    it(`refuses ${file}, cut off anywhere, or reads the rows that are left`, async () => {
      const whole = sample(file);
      const rows = (await readDataset(whole, {}, limits)).times.length;
      for (const length of cuts(whole.length)) {
        const outcome = await outcomeOf(whole.subarray(0, length));
        if (!(outcome instanceof Problem)) expect(outcome.times.length, `cut at ${length}`).to.be.at.most(rows);
      }
    });
  }

  it('answers for every file of bits turned over', async () => {
    const random = seeded(20240131);
    for (const file of [...binary, ...texts]) {
      for (let round = 0; round < 60; round++) {
        const damaged = Buffer.from(sample(file));
        for (let flips = 0; flips < 4; flips++) {
          const at = random() % damaged.length;
          damaged[at] = (damaged[at] ?? 0) ^ (1 << (random() % 8));
        }
        await outcomeOf(damaged, `${file}, round ${round}`);
      }
    }
  });

  it('answers for random bytes behind every beginning', async () => {
    const random = seeded(42);
    for (const beginning of [
      'PK\x03\x04',
      'PAR1',
      '[',
      '{',
      '{"data":[',
      '\xef\xbb\xbf',
      '\xff\xfe',
      '\xfe\xff',
      '\x1f\x8b',
      'date,price\n',
      '',
    ]) {
      for (let round = 0; round < 20; round++) {
        const noise = Buffer.from(Array.from({ length: random() % 2_000 }, () => random() % 256));
        const end = Buffer.from(beginning === 'PAR1' ? beginning : '', 'latin1');
        const content = Buffer.concat([Buffer.from(beginning, 'latin1'), noise, end]);
        const outcome = await outcomeOf(content, `${JSON.stringify(beginning)}, round ${round}`);
        if (beginning.startsWith('P')) expect(outcome).to.be.instanceOf(Problem);
      }
    }
  });

  it('lets no name of a column or key reach a prototype', async () => {
    const attacks = [
      '__proto__,constructor,date,price\n{"polluted":1},2,2024-01-01,1\n3,4,nonsense,2\n',
      '[{"__proto__":{"polluted":1,"ts":1,"y":1}},{"constructor":{"prototype":{"polluted":1}},"ts":"2024-01-01","y":1}]',
      '{"__proto__":[{"polluted":1}],"data":[{"__proto__":{"ts":"2024-01-01"},"y":1}]}',
      '{"columns":["__proto__","ts","y"],"data":[[{"polluted":1},"2024-01-01","x"]]}',
    ];
    for (const attack of attacks) await outcomeOf(Buffer.from(attack));
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
    expect({}).not.to.have.property('polluted');
    const keyed = await readDataset(Buffer.from(attacks[1] ?? ''), {}, limits);
    expect([keyed.times.length, keyed.invalid.faults]).to.deep.equal([1, { missing_time: 1 }]);
  });
});

/** What comes of a file: a dataset, or a refusal with a sentence; anything else fails, and so does what takes too long. */
async function outcomeOf(content: Buffer, what = 'the file'): Promise<ReadDataset | Problem> {
  const startedAt = performance.now();
  try {
    return await readDataset(content, {}, limits);
  } catch (error) {
    if (!(error instanceof Problem)) throw new Error(`${what} was not refused but broke the reader`, { cause: error });
    expect(error.status, what).to.be.within(400, 499);
    expect(error.detail, what).to.match(/^[A-Z"].* .*\.$/s);
    return error;
  } finally {
    expect(performance.now() - startedAt, `${what}, milliseconds`).to.be.below(boundMs);
  }
}

/** Some sixty lengths at which to cut, with every one near the ends. */
function cuts(length: number): number[] {
  const step = Math.max(1, Math.floor(length / 40));
  const spread = Array.from({ length: Math.floor(length / step) }, (_, i) => i * step);
  const ends = Array.from({ length: 10 }, (_, i) => [i, length - 1 - i]).flat();
  return [...new Set([...spread, ...ends])].filter((cut) => cut >= 0 && cut < length);
}

/** Park and Miller's minimal generator (1988): the same numbers on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}
