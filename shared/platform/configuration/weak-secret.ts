/** A secret of fewer different characters was typed, not drawn. */
const DISTINCT_CHARACTERS = 10
/** Characters that follow each other in the alphabet or in counting: a drawn secret has no such run. */
const LONGEST_RUN = 7
/**
 * What stands in documents, examples and templates of the world. Six letters and more: a random secret of 40 characters
 * contains one less than once in ten million.
 */
const EXAMPLE_WORDS =
  /change[-_ ]?(me|this|it)|example|placeholder|development|production|password|secret|insecure|default|larder|your[-_ ]/i

/** Whether a secret can be guessed: a word of documents, few characters, a run, or a pattern repeated. */
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

/** A text that is a shorter one several times is found in itself doubled, other than at its beginning and end. */
const isRepeated = (secret: string) => (secret + secret).indexOf(secret, 1) < secret.length
