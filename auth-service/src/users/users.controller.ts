import {
  BearerGuard,
  CurrentUser,
  JoiPipe,
  RequireRole,
  type TokenUser,
  Traceparent,
  validated,
} from '@coincast/shared/http';
import { Controller, Get, Header, HttpCode, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { bodyOf } from '../request-body.js';
import { clientOf } from '../throttling/client-address.js';
import { bearer, type TokenAnswer } from '../tokens/token-answer.js';
import type { User } from './users.repository.js';
import {
  type Credentials,
  loginFormBody,
  loginJsonBody,
  registerBody,
  type UserAnswer,
  type UsersQuery,
  usersQuery,
} from './users.schemas.js';
import { UsersService } from './users.service.js';

@Controller('api/auth')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post('register')
  @Header('Cache-Control', 'no-store')
  async register(@Req() request: Request, @Traceparent() traceparent: string | undefined): Promise<TokenAnswer> {
    const credentials = validated(registerBody, bodyOf(request, 'application/json'));
    return bearer(await this.users.register(credentials, traceparent));
  }

  @Post('login')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async login(@Req() request: Request): Promise<TokenAnswer> {
    return bearer(await this.users.login(credentialsOf(request), clientOf(request.ip)));
  }

  @Get('me')
  @UseGuards(BearerGuard)
  async me(@CurrentUser() { id }: TokenUser): Promise<UserAnswer> {
    return shown(await this.users.findById(id));
  }

  @Get('users')
  @UseGuards(BearerGuard)
  @RequireRole('ADMIN')
  async find(@Query(new JoiPipe(usersQuery)) { email }: UsersQuery): Promise<UserAnswer[]> {
    const user = await this.users.findByEmail(email);
    return user ? [shown(user)] : [];
  }
}

const form = 'application/x-www-form-urlencoded';

/** A browser form or OAuth2 client says `username`, a script with JSON says `email`. */
function credentialsOf(request: Request): Credentials {
  const body = bodyOf(request, 'application/json', form);
  if (!request.is(form)) return validated(loginJsonBody, body);
  const { username, password } = validated(loginFormBody, body);
  return { email: username, password };
}

const shown = ({ id, email, role, created_at }: User): UserAnswer => ({
  id,
  email,
  role,
  created_at: created_at.toISOString(),
});
