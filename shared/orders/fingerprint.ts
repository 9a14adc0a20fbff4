/** Says whether two bodies are the same: SHA-256 over the fields in the order of their names. */
export async function fingerprint(body: Record<string, string | number>): Promise<string> {
  const fields = Object.entries(body).sort(([left], [right]) => (left < right ? -1 : 1))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(fields)))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
