import { hexadecimalDigest } from '../platform/digest/sha256.ts'

/** SHA-256 of the parts of a request. Two requests with the same idempotency key must have the same fingerprint. */
export const fingerprint = (parts: readonly (string | number)[]): Promise<string> =>
  hexadecimalDigest(JSON.stringify(parts))
