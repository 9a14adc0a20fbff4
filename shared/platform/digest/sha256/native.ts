import { createHash } from 'node:crypto'

/** At once: to hand a page of products to another thread costs more than to digest it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}
