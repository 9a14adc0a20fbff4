import { hexadecimalDigest } from '../platform/digest/sha256.ts'

/** An id that is the same on every run: a digest of the parts, as JSON so that ["ab", "c"] and ["a", "bc"] differ. */
export async function stableId(prefix: string, parts: readonly string[]): Promise<string> {
  const digest = await hexadecimalDigest(JSON.stringify(parts))
  // 80 bits: among a million ids, the chance of a collision is one in a trillion.
  return `${prefix}_${digest.slice(0, 20)}`
}
