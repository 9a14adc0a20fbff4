/**
 * An id that is the same on every run: a digest of what identifies the thing. The parts are joined as JSON, so that
 * ["ab", "c"] and ["a", "bc"] differ.
 */
export async function stableId(prefix: string, parts: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(parts)))
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  // 80 bits: two of a million ids meet with a chance of one in a trillion.
  return `${prefix}_${hex.slice(0, 20)}`
}
