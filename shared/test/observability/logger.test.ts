import { createLogger, type Logger } from '@coincast/shared/observability';
import { expect } from 'chai';

function written(write: (logger: Logger) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(createLogger('test', 'trace', { write: (line) => void lines.push(line) }));
  expect(lines).to.have.length(1);
  return JSON.parse(lines[0] ?? '');
}

describe('createLogger', () => {
  it('writes a line of JSON with service, time and level', () => {
    const { time, ...line } = written((logger) => logger.info({ job_id: 12 }, 'done'));
    expect(line).to.deep.equal({ level: 'info', service: 'test', job_id: 12, msg: 'done' });
    expect(new Date(String(time)).toISOString()).to.equal(time);
  });

  it('hides what opens something, who people are and their data, in any case and depth', () => {
    const line = written((logger) =>
      logger.info({
        password: 'x',
        request: { Authorization: 'Bearer x', cookie: 'x', query: { deep: { email: 'x' } } },
        list: [{ TG_BOT_TOKEN: 'x', kept: 1 }],
        series: [1, 2, 3],
      }),
    );
    expect(line).to.deep.include({
      password: '[hidden]',
      request: { Authorization: '[hidden]', cookie: '[hidden]', query: { deep: { email: '[hidden]' } } },
      list: [{ TG_BOT_TOKEN: '[hidden]', kept: 1 }],
      series: '[hidden]',
    });
  });

  it('shows long things by their size, and no more than a few levels', () => {
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    const line = written((logger) =>
      logger.info({ column: new Float64Array(1_000), many: Array(1_000).fill(1), long: 'x'.repeat(5_000), endless }),
    );
    expect(line).to.include({ column: '[8000 bytes]', many: '[1000 items]', long: `${'x'.repeat(1_000)}...` });
    expect(JSON.stringify(line).length).to.be.below(2_000);
  });

  it('shows of an error its sentence, its way, its cause and its codes, and nothing else that it carries', () => {
    const error = Object.assign(new Error('no such row', { cause: new Error('the deeper reason') }), {
      code: '23505',
      constraint: 'users_email',
      detail: 'Key (email)=(x@example.com) exists',
      _original: { password: 'x-marks-it' },
    });
    const line = written((logger) => logger.error({ err: error, errors: [error] }, 'failed'));
    const err = line['err'] as Record<string, unknown>;
    expect(err).to.include({ type: 'Error', code: '23505', constraint: 'users_email' });
    expect(err['stack']).to.include('logger.test').and.include('the deeper reason');
    expect(JSON.stringify(line)).to.not.match(/x@example|x-marks-it/);
  });
});
