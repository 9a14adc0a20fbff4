const SECRET_BYTES = 32

/** 256 random bits as base64url. It cannot be guessed from its hash, so a fast hash is enough to store it. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
