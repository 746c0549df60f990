import { Controller, Get, Header } from '@nestjs/common';
import type { PublicJwk } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';

/** Tells the other services which keys tokens are signed with; they fetch it when they meet a `kid` they don't know. */
@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Get()
  @Header('Cache-Control', 'no-cache')
  async publishedKeys(): Promise<{ keys: PublicJwk[] }> {
    return { keys: await this.keys.published() };
  }
}
