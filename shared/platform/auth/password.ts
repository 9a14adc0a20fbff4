import { argon2id } from '#argon2id'

/**
 * What a hash costs: 19 MiB of memory, two passes, one lane, some 20 ms natively (OWASP Password Storage Cheat Sheet).
 * Hashes of another cost are made anew when their owner next signs in.
 */
const COST = { memoryKibibytes: 19_456, passes: 2, lanes: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Hashes at once in one process: each takes its memory, and a core. The rest wait. */
const HASHES_AT_ONCE = 2

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,172})$/

export interface Checked {
  matches: boolean
  /** The hash is of another cost than is asked for today. */
  outdated: boolean
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  // Who ends hands its turn to the next, so that nobody who comes meanwhile takes it.
  if (running < HASHES_AT_ONCE) running++
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
/** Unicode has several ways to write one character; keyboards differ in which they send (NIST SP 800-63B, 3.1.1.2). */
const passwordBytes = (password: string) => new TextEncoder().encode(password.normalize('NFKC'))

/** The password's argon2id hash as a PHC string: algorithm, cost, salt and hash in one text. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const { memoryKibibytes, passes, lanes } = COST
  const input = { password: passwordBytes(password), salt, hashBytes: HASH_BYTES, memoryKibibytes, passes, lanes }
  const hash = await inTurn(() => argon2id(input))
  return `$argon2id$v=19$m=${memoryKibibytes},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`
}

/** Takes as long for a wrong password as for the right one. A text that is no hash matches nothing. */
export async function checkPassword(password: string, phc: string): Promise<Checked> {
  const [, memory, passes, lanes, salt, hash] = PHC.exec(phc) ?? []
  if (salt === undefined || hash === undefined) return { matches: false, outdated: false }
  const expected = bytesOf(hash)
  const cost = { memoryKibibytes: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  const input = { password: passwordBytes(password), salt: bytesOf(salt), hashBytes: expected.length, ...cost }
  const found = await inTurn(() => argon2id(input))
  const matches = found.reduce((difference, byte, index) => difference | (byte ^ (expected[index] ?? 0)), 0) === 0
  const outdated =
    cost.memoryKibibytes !== COST.memoryKibibytes || cost.passes !== COST.passes || cost.lanes !== COST.lanes
  return { matches, outdated }
}

let nobodys: Promise<string> | undefined

/** The same work as for an account, where there is none: the time of the answer must not tell. */
export async function checkNobodysPassword(password: string): Promise<void> {
  nobodys ??= hashPassword('nobody')
  await checkPassword(password, await nobodys)
}
