import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Logger, traceFields } from '../observability/index.js';
import { requestIdOf, sendProblem, toProblem } from './send-problem.js';

/** Answers every error of a Nest service as a problem, and logs those that are our fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const problem = toProblem(error);
    if (problem.status >= 500) {
      const { path, headers } = request;
      const about = { request_id: requestIdOf(request), ...traceFields(headers['traceparent']), path };
      this.logger.error({ err: error, ...about }, 'request failed');
    }
    sendProblem(request, http.getResponse<Response>(), problem);
  }
}
