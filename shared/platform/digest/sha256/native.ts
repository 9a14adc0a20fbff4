import { createHash } from 'node:crypto'

/** Synchronous: passing a page of products to another thread takes longer than hashing it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}
