import { expect } from 'chai';
import { Problem, toProblem } from '../../src/http/index.js';

const failure = (message: string, properties: object) => Object.assign(new Error(message), properties);

describe('toProblem', () => {
  it('leaves a problem as it is', () => {
    const problem = new Problem('not_found');
    expect(toProblem(problem)).to.equal(problem);
  });

  it('takes the status that a body parser or Nest gave', () => {
    expect(toProblem(failure('entity too large', { status: 413 })).code).to.equal('body_too_large');
    expect(toProblem(failure('reset by the client', { statusCode: 400, code: 'ECONNRESET' })).code).to.equal(
      'malformed_body',
    );
    expect(toProblem(failure('teapot', { status: 418 })).code).to.equal('internal');
  });

  it('calls a database that is away unavailable, and says when to try again', () => {
    for (const error of [
      failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
      failure('terminating connection', { code: '57P01' }),
      failure('Knex: Timeout acquiring a connection. The pool is probably full.', {}),
    ]) {
      const problem = toProblem(error);
      expect(problem.code).to.equal('unavailable');
      expect(problem.extras.retryAfterSeconds).to.equal(1);
    }
  });

  it('tells nothing of anything else', () => {
    for (const error of [
      failure('syntax error near "SELECT secret"', { code: '42601' }),
      new TypeError('x'),
      'text',
      null,
    ]) {
      expect(toProblem(error).code).to.equal('internal');
      expect(JSON.stringify(toProblem(error).toDocument())).not.to.contain('secret');
    }
  });
});
