/** Longest address that mail can be sent to (RFC 5321, 4.5.3.1.3, less the angle brackets). */
export const maxEmailLength = 254;

/** name@host. A host without a dot is allowed: `demo@user`. */
export const emailPattern = /^[^\s@]+@[^\s@]+$/;

/** Control and format characters and halves of surrogate pairs: two e-mails that look the same must be the same. */
export const invisibleCharacter = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/** Whether an account can have this e-mail. */
export function isEmail(email: string): boolean {
  return email.length <= maxEmailLength && emailPattern.test(email) && !invisibleCharacter.test(email);
}

/** The one spelling of an e-mail under which its account is stored and found. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase().normalize('NFC');
}
