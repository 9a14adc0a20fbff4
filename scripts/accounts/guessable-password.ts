import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** An account of the staff can give away the shop, and its address is easy to find out. */
const LEAST_CHARACTERS = 12
const MOST_CHARACTERS = 256
/** Of 4: about a hundred million guesses. */
const LEAST_SCORE = 3

const strength = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })

/**
 * Why a password is not good enough for staff, or undefined. Common passwords, names, dates, rows of keys and repetitions
 * count as what an attacker tries first; so do the words of the account itself.
 */
export function guessablePassword(
  password: string,
  { email, name }: { email: string; name: string },
): string | undefined {
  if (password === '') return 'is missing'
  if (password.length < LEAST_CHARACTERS) return `must have at least ${LEAST_CHARACTERS} characters`
  if (password.length > MOST_CHARACTERS) return `must have at most ${MOST_CHARACTERS} characters`
  const words = [...email.split(/[@.]/), ...name.split(/\s+/), email, 'larder', 'admin'].filter((word) => word !== '')
  if (strength.check(password, words).score >= LEAST_SCORE) return undefined
  return 'is too easy to guess: use several unrelated words, or a password manager'
}
