import { randomUUID } from 'node:crypto';
import { type TokenUser, tokenAudience, tokenIssuer } from '@coincast/shared/http';
import jwt from 'jsonwebtoken';
import { SigningKeys } from './signing-keys.js';

/** Signs access tokens (RFC 9068 in spirit): RS256, `kid` in the header, the user's id as `sub`, the role as `role`. */
export class TokenIssuer {
  constructor(
    private readonly keys: SigningKeys,
    private readonly ttlMinutes: number,
  ) {}

  async issue({ id, role }: TokenUser): Promise<string> {
    const { kid, privateKey } = await this.keys.newest();
    return jwt.sign({ role }, privateKey, {
      algorithm: 'RS256',
      keyid: kid,
      subject: String(id),
      issuer: tokenIssuer,
      audience: tokenAudience,
      expiresIn: this.ttlMinutes * 60,
      jwtid: randomUUID(),
    });
  }
}
