import { isEmbedded } from './database-url.ts'
import type { EnvironmentVariable } from './environment.ts'
import { DEFAULT_CONNECTIONS, leastConnections } from './pool-size.ts'
import { isWeakSecret } from './weak-secret.ts'

export const requiredInProduction: readonly EnvironmentVariable[] = [
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'DATABASE_URL',
  'ALLOWED_HOSTS',
  'PAYMENT_PROVIDER',
]

/** What lets in whoever knows it. */
const secrets: readonly EnvironmentVariable[] = [
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'JWT_SECRET_KEY_PREVIOUS',
  'CRON_SECRET',
  'ADMIN_PASSWORD',
]

/** The variables as they were set, the empty ones left out. */
type Given = Record<string, unknown>

/** Rules that no variable can be judged by alone: a line each, with names and without values. */
export function environmentFaults(given: Given): string[] {
  const production = ['False', 'false', '0'].includes(String(given.DEBUG))
  return [
    ...adminFaults(given),
    ...stripeFaults(given),
    ...processFaults(given),
    ...(production ? [...productionFaults(given), ...senderFaults(given)] : []),
  ]
}

function adminFaults({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Given): string[] {
  if ((email === undefined) === (password === undefined)) return []
  return [`${email === undefined ? 'ADMIN_EMAIL' : 'ADMIN_PASSWORD'} is missing: set both, or neither`]
}

function stripeFaults(given: Given): string[] {
  if (given.PAYMENT_PROVIDER !== 'stripe') return []
  const missing = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'].filter((name) => given[name] === undefined)
  return missing.map((name) => `${name} is required with PAYMENT_PROVIDER=stripe`)
}

/** Mail of a made-up sender is refused by whoever gets it. */
function senderFaults({ MAIL_URL: url, MAIL_FROM: from }: Given): string[] {
  const sends = typeof url === 'string' && /^(smtp|resend)/.test(url)
  return sends && from === undefined ? ['MAIL_FROM is required with MAIL_URL: whom does mail come from?'] : []
}

function processFaults({ WEB_CONCURRENCY, DATABASE_CONNECTIONS, DATABASE_URL: url }: Given): string[] {
  const processes = Number(WEB_CONCURRENCY ?? 1)
  const least = leastConnections(processes)
  return [
    ...(processes > 1 && isEmbedded(url === undefined ? url : String(url))
      ? ['WEB_CONCURRENCY above 1 needs DATABASE_URL=postgres://…: an embedded database has one process']
      : []),
    ...(Number(DATABASE_CONNECTIONS ?? DEFAULT_CONNECTIONS) < least
      ? [`DATABASE_CONNECTIONS is too small for WEB_CONCURRENCY: ${least} are the least`]
      : []),
  ]
}

/** What development does without, and what it may be careless with. */
function productionFaults(given: Given): string[] {
  const missing = requiredInProduction.filter((name) => given[name] === undefined)
  const known = secrets.filter((name) => given[name] !== undefined)
  const weak = known.filter((name) => isWeakSecret(String(given[name])))
  const shared = known.filter((name, index) => known.findIndex((other) => given[other] === given[name]) < index)
  return [
    ...missing.map((name) => `${name} is required with DEBUG=False`),
    ...weak.map((name) => `${name} is too easy to guess: draw a random one`),
    ...shared.map((name) => `${name} is the same as another secret: draw one of its own`),
  ]
}
