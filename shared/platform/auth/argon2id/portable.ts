import { argon2idAsync } from '@noble/hashes/argon2.js'
import type { Argon2idInput } from './input.ts'

/** In JavaScript, for runtimes without `node:crypto`: some ten times slower. */
export function argon2id({ password, salt, hashBytes, memoryKibibytes, passes, lanes }: Argon2idInput) {
  return argon2idAsync(password, salt, { t: passes, m: memoryKibibytes, p: lanes, dkLen: hashBytes })
}
