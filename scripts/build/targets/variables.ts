import { isUsed } from '../../../shared/platform/configuration/configuration.ts'
import { type EnvironmentVariable, environmentVariables } from '../../../shared/platform/configuration/environment.ts'
import { requiredInProduction } from '../../../shared/platform/configuration/environment-faults.ts'

/** Secrets. Only their names are part of a build; the platform provides the values. */
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

/** Variables of the container only. */
const containerOnly: readonly EnvironmentVariable[] = [
  'PORT',
  'HOST',
  'WEB_CONCURRENCY',
  'DATABASE_CONNECTIONS',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
]

const isVariable = (name: string): name is EnvironmentVariable => name in environmentVariables

/** Variables that are written into the configuration of the platform. */
export const publicVariables: readonly EnvironmentVariable[] = Object.keys(environmentVariables)
  .filter(isVariable)
  .filter((name) => !secrets.includes(name) && !containerOnly.includes(name))

/** The public variables of the build's environment, and those that production requires. */
export function publicValues(env: Record<string, string | undefined>, host: string): Record<string, string> {
  const given = publicVariables.flatMap((name) => (env[name] ? [[name, env[name]]] : []))
  return { ALLOWED_HOSTS: host, ...Object.fromEntries(given), DEBUG: 'False' }
}

/** The secrets without which functions that use these variables cannot start. */
export function requiredSecrets(env: Record<string, string | undefined>, uses: readonly string[]): string[] {
  const stripe = env.PAYMENT_PROVIDER === 'stripe' ? ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] : []
  const required = [...requiredInProduction.filter((name) => secrets.includes(name)), ...stripe]
  return required.filter((name) => isUsed(name, uses, env.PAYMENT_PROVIDER))
}
