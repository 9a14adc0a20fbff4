import { argon2id } from '#argon2id'

/**
 * 19 MiB of memory, two passes, one lane: about 20 ms natively (OWASP Password Storage Cheat Sheet). A hash of another
 * cost is replaced when its owner next signs in.
 */
const COST = { memoryKibibytes: 19_456, passes: 2, lanes: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Each hash occupies its memory and a core. Further hashes wait in a queue. */
const CONCURRENT_HASHES = 2

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,172})$/

export interface PasswordCheck {
  matches: boolean
  /** The hash has another cost than `COST`. */
  outdated: boolean
}

let running = 0
const waiting: (() => void)[] = []

async function withHashSlot<Value>(work: () => Promise<Value>): Promise<Value> {
  // A finished hash passes its slot to the first in the queue, so that a new caller cannot take it.
  if (running < CONCURRENT_HASHES) running++
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('=', '')
const bytesOf = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
/** Keyboards send different Unicode forms of the same character (NIST SP 800-63B, 3.1.1.2). */
const passwordBytes = (password: string) => new TextEncoder().encode(password.normalize('NFKC'))

/** The password's argon2id hash as a PHC string: algorithm, cost, salt and hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const { memoryKibibytes, passes, lanes } = COST
  const input = { password: passwordBytes(password), salt, hashBytes: HASH_BYTES, memoryKibibytes, passes, lanes }
  const hash = await withHashSlot(() => argon2id(input))
  return `$argon2id$v=19$m=${memoryKibibytes},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`
}

/** Takes the same time for a wrong password as for the right one. A malformed hash matches nothing. */
export async function checkPassword(password: string, phc: string): Promise<PasswordCheck> {
  const [, memory, passes, lanes, salt, hash] = PHC.exec(phc) ?? []
  if (salt === undefined || hash === undefined) return { matches: false, outdated: false }
  const expected = bytesOf(hash)
  const cost = { memoryKibibytes: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  const input = { password: passwordBytes(password), salt: bytesOf(salt), hashBytes: expected.length, ...cost }
  const found = await withHashSlot(() => argon2id(input))
  const matches = found.reduce((difference, byte, index) => difference | (byte ^ (expected[index] ?? 0)), 0) === 0
  const outdated =
    cost.memoryKibibytes !== COST.memoryKibibytes || cost.passes !== COST.passes || cost.lanes !== COST.lanes
  return { matches, outdated }
}

let dummyHash: Promise<string> | undefined

/** Does the same work when there is no account, so that the response time does not reveal whether one exists. */
export async function checkDummyPassword(password: string): Promise<void> {
  dummyHash ??= hashPassword('no account')
  await checkPassword(password, await dummyHash)
}
