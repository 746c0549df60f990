import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { isTraceparent } from '../observability/index.js';
import { Problem } from './errors.js';
import { type Role, type TokenUser, TokenVerifier } from './token-verifier.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by `BearerGuard`. */
    user?: TokenUser;
  }
}

const requiredRole = 'required-role';

/** Lets only this role in; others get 403. */
export const RequireRole = (role: Role) => SetMetadata(requiredRole, role);

/** Lets in whoever shows a valid access token. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    request.user = await this.tokens.verify(request.headers.authorization);
    const role = this.reflector.get<Role | undefined>(requiredRole, context.getHandler());
    if (role && request.user.role !== role) throw new Problem('forbidden');
    return true;
  }
}

/** The user that `BearerGuard` let in. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): TokenUser => {
  const { user } = context.switchToHttp().getRequest<Request>();
  if (!user) throw new Problem('not_signed_in');
  return user;
});

/** The request's W3C Trace Context, for the events that it causes; undefined when it has none. */
export const Traceparent = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const { traceparent } = context.switchToHttp().getRequest<Request>().headers;
  return isTraceparent(traceparent) ? traceparent : undefined;
});

export const internalToken = Symbol('internal token');
export const serviceTokenHeader = 'x-service-token';

/** Lets in the other services, for `/internal` routes; everybody else sees that there is nothing. */
@Injectable()
export class ServiceTokenGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(internalToken) token: string) {
    this.expected = digest(token);
  }

  canActivate(context: ExecutionContext): boolean {
    const given = context.switchToHttp().getRequest<Request>().headers[serviceTokenHeader];
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), this.expected)) throw new Problem('not_found');
    return true;
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();
