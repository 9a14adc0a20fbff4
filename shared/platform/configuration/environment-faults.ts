import { isEmbedded, isOnThisMachine } from './database-url.ts'
import type { EnvironmentVariable } from './environment.ts'
import { DEFAULT_CONNECTIONS, leastConnections } from './pool-size.ts'
import { isWeakSecret } from './weak-secret.ts'

export const requiredInProduction: readonly EnvironmentVariable[] = [
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'DATABASE_URL',
  'REDIS_URL',
  'ALLOWED_HOSTS',
  'PAYMENT_PROVIDER',
]

/** Each of these alone grants access. */
const secrets: readonly EnvironmentVariable[] = [
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'JWT_SECRET_KEY_PREVIOUS',
  'CRON_SECRET',
  'METRICS_TOKEN',
  'ADMIN_PASSWORD',
]

const isSecret = (name: EnvironmentVariable) => secrets.includes(name)

/** The variables that are set and not empty. */
type Given = Record<string, unknown>
type IsUsed = (name: string) => boolean

export const isProduction = ({ DEBUG }: Given): boolean => ['False', 'false', '0'].includes(String(DEBUG))

/** Rules on several variables, or on the mode. One line for each fault, with names and without values. */
export function findEnvironmentFaults(given: Given, isUsed: IsUsed = () => true): string[] {
  const production = isProduction(given)
  return [
    ...adminFaults(given),
    ...stripeFaults(given, isUsed),
    ...processFaults(given),
    ...proxyFaults(given),
    ...(production ? [...productionFaults(given, isUsed), ...senderFaults(given)] : []),
  ]
}

const signingKeys = ['SECRET_KEY', 'JWT_SECRET_KEY'] as const
const GENERATE = 'generate one with: openssl rand -hex 32'

/**
 * Rules for a process that signs tokens, charges or sends mail. A database on another machine may be that of a real shop, so
 * the mode must be stated and secrets are required, also with `DEBUG=True`.
 */
export function findServerFaults(given: Given): string[] {
  const { DATABASE_URL: url, DEBUG } = given
  if (isProduction(given) || isOnThisMachine(url === undefined ? url : String(url))) return []
  const missing = signingKeys.filter((name) => given[name] === undefined)
  return [
    ...(DEBUG === undefined
      ? ['DEBUG is required with a database on another machine: write DEBUG=False in production, DEBUG=True to develop']
      : []),
    ...missing.map((name) => `${name} is required with a database on another machine: ${GENERATE}`),
    ...secretFaults(given),
  ]
}

function adminFaults({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Given): string[] {
  if ((email === undefined) === (password === undefined)) return []
  return [`${email === undefined ? 'ADMIN_EMAIL' : 'ADMIN_PASSWORD'} is missing: set both, or neither`]
}

function stripeFaults(given: Given, isUsed: IsUsed): string[] {
  if (given.PAYMENT_PROVIDER !== 'stripe') return []
  const missing = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'].filter(
    (name) => given[name] === undefined && isUsed(name),
  )
  return missing.map((name) => `${name} is required with PAYMENT_PROVIDER=stripe`)
}

/** Receiving servers refuse mail from a sender that does not exist. */
function senderFaults({ MAIL_URL: url, MAIL_FROM: from }: Given): string[] {
  const sends = typeof url === 'string' && /^(smtp|resend)/.test(url)
  return sends && from === undefined ? ['MAIL_FROM is required with MAIL_URL: set the sender of the mail'] : []
}

function proxyFaults({ CLIENT_ADDRESS_HEADER: header, TRUSTED_PROXIES: proxies }: Given): string[] {
  if (header === undefined || Number(proxies ?? 0) > 0) return []
  return ['TRUSTED_PROXIES is required with CLIENT_ADDRESS_HEADER: set the number of proxies, at least 1']
}

/** `*` is for development: with any host, links in mails and caches can be directed to a stranger’s server. */
function hostFaults({ ALLOWED_HOSTS: hosts }: Given): string[] {
  const isAny = String(hosts ?? '')
    .split(',')
    .some((host) => host.trim() === '*')
  return isAny
    ? ['ALLOWED_HOSTS must not be * with DEBUG=False: list the host names. Probes by address may request /health/live']
    : []
}

function processFaults({ WEB_CONCURRENCY, DATABASE_CONNECTIONS, DATABASE_URL: url }: Given): string[] {
  const processes = Number(WEB_CONCURRENCY ?? 1)
  const least = leastConnections(processes)
  return [
    ...(processes > 1 && isEmbedded(url === undefined ? url : String(url))
      ? [
          'WEB_CONCURRENCY above 1 needs DATABASE_URL=postgres://…: an embedded database can be opened by one process only',
        ]
      : []),
    ...(Number(DATABASE_CONNECTIONS ?? DEFAULT_CONNECTIONS) < least
      ? [`DATABASE_CONNECTIONS is too small for WEB_CONCURRENCY: set at least ${least}`]
      : []),
  ]
}

/** Required variables and strong secrets, which development does without. */
function productionFaults(given: Given, isUsed: IsUsed): string[] {
  const missing = requiredInProduction.filter((name) => given[name] === undefined && isUsed(name))
  return [
    ...hostFaults(given),
    ...missing.map((name) => `${name} is required with DEBUG=False${isSecret(name) ? `: ${GENERATE}` : ''}`),
    ...secretFaults(given),
  ]
}

function secretFaults(given: Given): string[] {
  const set = secrets.filter((name) => given[name] !== undefined)
  const weak = set.filter((name) => isWeakSecret(String(given[name])))
  const shared = set.filter((name, index) => set.findIndex((other) => given[other] === given[name]) < index)
  return [
    ...weak.map((name) => `${name} is too easy to guess: generate a random value`),
    ...shared.map((name) => `${name} is the same as another secret: generate a separate value`),
  ]
}
