import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { modelCatalogue } from '@coincast/shared/contracts';
import { expect } from 'chai';
import { answersOf, bin, forecastCommand, linesOf } from './command.js';

const answers = async (...lines: unknown[]) => answersOf(await forecastCommand([], linesOf(...lines)));

describe('coincast-forecast, a series a line', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  it('answers each line with its forecast', async () => {
    const series = {
      id: 'a',
      values: [1, 2, 3, 4],
      start: '2024-01-01',
      frequency: 'day',
      horizon: 2,
      model: 'LinearTrend',
    };
    const ended = await forecastCommand([], linesOf(series));
    expect([ended.status, ended.stderr]).to.deep.equal([0, '']);
    const [answer] = answersOf(ended);
    expect(answer).to.have.all.keys('id', 'predictions', 'intervals', 'timestamps', 'metrics', 'warnings', 'model');
    expect(answer).to.deep.include({
      id: 'a',
      predictions: [5, 6],
      timestamps: ['2024-01-05T00:00:00.000Z', '2024-01-06T00:00:00.000Z'],
      model: 'LinearTrend',
    });
  });

  it('runs every model of the catalogue, each bound on its side of the forecast', async () => {
    const values = Array.from({ length: 40 }, (_, i) => 100 + i + 10 * Math.sin((i * Math.PI) / 6));
    const all = await answers(
      ...modelCatalogue.map(({ name }) => ({ id: name, values, horizon: 5, period: 12, model: name })),
    );
    expect(all.map(({ id, model }) => [id, model])).to.deep.equal(modelCatalogue.map(({ name }) => [name, name]));
    for (const { predictions, intervals, model } of all) {
      expect(predictions.filter(Number.isFinite), model).to.have.length(5);
      for (const { lower, upper } of intervals ? [intervals[80], intervals[95]] : []) {
        predictions.forEach((value, i) => {
          expect(value, model).to.be.within(lower[i] ?? Number.NaN, upper[i] ?? Number.NaN);
        });
      }
    }
  });

  it('takes Auto and the command’s horizon where a line says nothing, and what the line says before that', async () => {
    const input = linesOf({ values: [1, 2, 3] }, { values: [1, 2, 3], horizon: 2, model: 'Naive' });
    const byDefault = answersOf(await forecastCommand(['--horizon', '4'], input));
    expect(byDefault.map(({ model, predictions }) => [model, predictions.length])).to.deep.equal([
      ['Auto', 4],
      ['Naive', 2],
    ]);
    const [drift] = answersOf(await forecastCommand(['--horizon', '4', '--model', 'drift'], input));
    expect(drift?.model).to.equal('Drift');
  });

  it('puts missing values on a line between their neighbours, leaves out those at the ends, and says so', async () => {
    const values = [null, 10, null, null, 40, null];
    const series = { values, start: '2024-01-01', frequency: 'day', horizon: 1, model: 'LinearTrend' };
    const [answer] = await answers(series);
    expect(answer?.predictions[0]).to.be.closeTo(50, 1e-9);
    expect(answer?.timestamps).to.deep.equal(['2024-01-06T00:00:00.000Z']);
    expect(answer?.warnings.map(({ code }) => code)).to.include.members(['missing_at_ends', 'missing_interpolated']);
  });

  it('gives timestamps where start and frequency are known', async () => {
    const series = { values: [1, 2, 3], horizon: 2, model: 'Naive' };
    const [epoch, monthly, monthEnds, local, alone, unknown, none, ...unreadable] = await answers(
      { ...series, start: 0, frequency: 'hour' },
      { ...series, start: '2024-01-30', values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], frequency: 'month' },
      { ...series, start: '2023-11-30', frequency: 'month end' },
      { ...series, start: '2024-01-01 00:00', frequency: '15min' },
      { ...series, start: '2024-01-01' },
      { ...series, start: '2024-01-01', frequency: 'whenever' },
      { ...series, frequency: 'month' },
      { ...series, start: '01/02/2024', frequency: 'month' },
      { ...series, start: '275760-09-12', frequency: 'day' },
      { ...series, start: [1978, 2], frequency: 12 },
    );
    expect(epoch?.timestamps).to.deep.equal(['1970-01-01T03:00:00.000Z', '1970-01-01T04:00:00.000Z']);
    // From the 30th on it is each 30th, also after a 28 February.
    expect(monthly?.timestamps).to.deep.equal(['2025-03-30T00:00:00.000Z', '2025-04-30T00:00:00.000Z']);
    expect(monthEnds?.timestamps).to.deep.equal(['2024-02-29T00:00:00.000Z', '2024-03-31T00:00:00.000Z']);
    expect(local?.timestamps).to.deep.equal(['2024-01-01T00:45:00.000Z', '2024-01-01T01:00:00.000Z']);
    expect(alone?.warnings.map(({ code }) => code)).to.include('no_timestamps');
    expect(unknown?.warnings.map(({ code }) => code)).to.include.members(['unknown_frequency', 'no_timestamps']);
    for (const answer of unreadable) expect(answer.warnings.map(({ code }) => code)).to.include('unknown_start');
    for (const answer of [alone, unknown, none, ...unreadable]) expect(answer).not.to.have.property('timestamps');
  });

  it('answers a bad line in its place, does the rest, and ends with 1', async () => {
    const good = { id: 1, values: [1, 2], horizon: 1 };
    const wrong: [unknown, string][] = [
      ['{"values": [1', 'invalid_json'],
      ['[1, 2]', 'invalid_line'],
      [{ id: 'b' }, 'invalid_line'],
      [{ id: 'c', values: [1, '2'], horizon: 1 }, 'invalid_line'],
      [{ id: 'd', values: [null], horizon: 1 }, 'no_values'],
      [{ id: 'e', values: [], horizon: 1 }, 'no_values'],
      [{ id: 'f', values: [1] }, 'invalid_line'],
      [{ id: 'g', values: [1], horizon: 0 }, 'invalid_line'],
      [{ id: 'h', values: [1], horizon: 1_000_001 }, 'invalid_line'],
      [{ id: 'i', values: [1], horizon: 1, model: 'Oracle' }, 'unknown_model'],
      [{ id: 'j', values: [1], horizon: 1, period: 1.5 }, 'invalid_line'],
      ['{"id": "l", "values": [1e999], "horizon": 1}', 'invalid_line'],
      [{ id: 'n', values: [1, 2], horizon: 9, start: 8.64e15 - 2 * 86_400_000, frequency: 'day' }, 'horizon_too_far'],
    ];
    const ended = await forecastCommand([], linesOf(good, ...wrong.map(([line]) => line), '', { ...good, id: 2 }));
    expect(ended.status).to.equal(1);
    expect(ended.stderr).to.match(/13 of the lines/);
    const all = answersOf(ended);
    expect(all.map(({ error }) => error?.code ?? 'none')).to.deep.equal([
      'none',
      ...wrong.map(([, code]) => code),
      'none',
    ]);
    expect(all.map(({ error }) => error?.line).slice(1, -1)).to.deep.equal(wrong.map((_, i) => i + 2));
    expect(all.map(({ id }) => id).slice(3, 6)).to.deep.equal(['b', 'c', 'd']);
    expect(all.at(-1)?.id).to.equal(2);
  });

  it('keeps the order of thousands of lines of all lengths', async () => {
    const lines = Array.from({ length: 3_000 }, (_, id) => {
      const values = Array.from({ length: id % 500 === 0 ? 20_000 : 1 + (id % 7) }, (_, i) => i);
      return { id, values, horizon: 1, model: 'LinearTrend' };
    });
    const ended = await forecastCommand([], linesOf(...lines));
    expect(ended.status).to.equal(0);
    expect(answersOf(ended).map(({ id }) => id)).to.deep.equal(lines.map(({ id }) => id));
  });

  it('answers while the input goes on', async () => {
    const child = spawn(bin, { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    const ended = once(child, 'close');
    const answered = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const id of [1, 2]) {
      child.stdin.write(linesOf({ id, values: [1, 2], horizon: 1 }));
      expect(JSON.parse((await answered.next()).value)).to.include({ id });
    }
    child.stdin.end();
    expect(await ended).to.deep.equal([0, null]);
  });

  it('ends quietly when its reader has had enough', async () => {
    const child = spawn(bin, { stdio: 'pipe' });
    children.push(child);
    const line = linesOf({ values: [1, 2], horizon: 1_000 });
    child.stdin.on('error', () => undefined);
    child.stdin.end(line.repeat(2_000));
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [status] = await once(child, 'close');
    expect([status, stderr]).to.deep.equal([0, '']);
  });
});
