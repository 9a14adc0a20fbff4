import { hexadecimalDigest } from '../platform/digest/sha256.ts'

/** Says whether two requests ask for the same: SHA-256 over what they ask for. */
export const fingerprint = (asked: readonly (string | number)[]): Promise<string> =>
  hexadecimalDigest(JSON.stringify(asked))
