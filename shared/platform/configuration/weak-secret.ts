/** A secret with fewer different characters was typed by hand. */
const DISTINCT_CHARACTERS = 10
/** Consecutive letters or digits, as in `abcdefg`: a random secret has no such run. */
const LONGEST_RUN = 7
/**
 * Words of documentation, examples and templates. They have six letters or more: a random secret of 40 characters contains
 * one with a probability below one in ten million.
 */
const EXAMPLE_WORDS =
  /change[-_ ]?(me|this|it)|example|placeholder|development|production|password|secret|insecure|default|larder|your[-_ ]/i

/** Whether a secret can be guessed: an example word, few different characters, a run, or a repeated pattern. */
export function isWeakSecret(secret: string): boolean {
  return (
    EXAMPLE_WORDS.test(secret) ||
    new Set(secret).size < DISTINCT_CHARACTERS ||
    longestRun(secret) > LONGEST_RUN ||
    isRepeated(secret)
  )
}

function longestRun(secret: string): number {
  let longest = 1
  let run = 1
  for (let index = 1; index < secret.length; index++) {
    run = secret.charCodeAt(index) - secret.charCodeAt(index - 1) === 1 ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return longest
}

/** A repeated pattern occurs in its own doubling at a position other than the start and the end. */
const isRepeated = (secret: string) => (secret + secret).indexOf(secret, 1) < secret.length
