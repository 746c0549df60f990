import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/** Seals bytes by AES-256-GCM (NIST SP 800-38D) under a key derived by HKDF (RFC 5869), bound to where they are kept. */
export class Seal {
  private readonly key: Buffer;

  /** @param secret at least 32 characters that cannot be guessed. */
  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'coincast telegram-bot store 1', 32));
  }

  close(place: string, plain: Buffer): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Undefined when it was sealed with another key, for another place, or has been changed. */
  open(place: string, bytes: Buffer): Buffer | undefined {
    if (bytes.length < headBytes || bytes[0] !== version) return undefined;
    const nonce = bytes.subarray(1, 1 + nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(1 + nonceBytes, headBytes));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
