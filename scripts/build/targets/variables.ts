import { type EnvironmentVariable, environmentVariables } from '../../../shared/platform/configuration/environment.ts'
import { requiredInProduction } from '../../../shared/platform/configuration/environment-faults.ts'

/** What nobody may read: it is named in what is deployed, and given to the platform apart. */
export const secrets: readonly EnvironmentVariable[] = [
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'JWT_SECRET_KEY_PREVIOUS',
  'DATABASE_URL',
  'REDIS_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'CRON_SECRET',
  'METRICS_TOKEN',
  'SENTRY_DSN',
  'IMAGE_STORE',
  'MAIL_URL',
]

/** What only the container has: a port, processes, connections, a start. */
const ofTheContainer: readonly EnvironmentVariable[] = [
  'PORT',
  'WEB_CONCURRENCY',
  'DATABASE_CONNECTIONS',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
]

const isVariable = (name: string): name is EnvironmentVariable => name in environmentVariables

/** What may be read by everybody who can read the configuration of the platform. */
export const plain: readonly EnvironmentVariable[] = Object.keys(environmentVariables)
  .filter(isVariable)
  .filter((name) => !secrets.includes(name) && !ofTheContainer.includes(name))

/** The variables that go along: those that the build was given, and what production cannot do without. */
export function plainValues(env: Record<string, string | undefined>, host: string): Record<string, string> {
  const given = plain.flatMap((name) => (env[name] ? [[name, env[name]]] : []))
  return { ALLOWED_HOSTS: host, ...Object.fromEntries(given), DEBUG: 'False' }
}

/** The secrets without which a function refuses to answer. */
export function requiredSecrets(env: Record<string, string | undefined>): string[] {
  const stripe = env.PAYMENT_PROVIDER === 'stripe' ? ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] : []
  return [...requiredInProduction.filter((name) => secrets.includes(name)), ...stripe]
}
