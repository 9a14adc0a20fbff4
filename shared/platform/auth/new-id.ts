/** Crockford's base 32, lower case: no i, l, o, u. Its order is the order of bytes. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_DIGITS = 10
const RANDOM_BYTES = 16

/**
 * `ord_01kaz3…`: 48 bits of time, so that rows written together lie together in an index, then 80 bits of chance, so
 * that nobody guesses one (the layout of a ULID).
 */
export function newId(prefix: string): string {
  let time = Date.now()
  let digits = ''
  for (let index = 0; index < TIME_DIGITS; index++) {
    digits = ALPHABET.charAt(time % 32) + digits
    time = Math.floor(time / 32)
  }
  const random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))
  for (const byte of random) digits += ALPHABET.charAt(byte % 32)
  return `${prefix}_${digits}`
}
