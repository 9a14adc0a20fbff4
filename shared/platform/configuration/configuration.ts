import type * as z from 'zod'
import { Environment, environmentVariables } from './environment.ts'
import { environmentFaults } from './environment-faults.ts'
import type { ImageStore } from './image-store.ts'
import { poolSize } from './pool-size.ts'

const DEVELOPMENT_SECRET = 'larder-development-secret-not-for-production'

export interface Configuration {
  debug: boolean
  secretKey: string
  /** The newest first. */
  jwtSecretKeys: readonly string[]
  databaseUrl: string | undefined
  redisUrl: string | undefined
  useCache: boolean
  allowedHosts: readonly string[]
  corsAllowedOrigins: readonly string[]
  port: number
  webConcurrency: number
  /** Connections of one process. */
  databasePoolSize: number
  logLevel: string
  paymentProvider: 'sandbox' | 'stripe'
  /** Set where Stripe is the provider. */
  stripe: { secretKey: string; webhookSecrets: readonly string[]; apiUrl: string } | undefined
  cronSecret: string | undefined
  metricsToken: string | undefined
  sentry: { dsn: string; release: string | undefined; tracesSampleRate: number } | undefined
  storeCurrency: string
  imageStore: ImageStore | undefined
  rateLimits: boolean
  trustedProxies: number
  flashSaleClaimSeconds: number
  mailUrl: string | undefined
  mailFrom: string
  firstAdmin: { email: string; password: string } | undefined
}

/** Names every faulty variable at once, never a value. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** @throws ConfigurationError with all faults of the environment, one a line. */
export function parseEnvironment(env: Record<string, unknown>): Configuration {
  const known = Object.entries(env).filter(([name, value]) => name in environmentVariables && value !== '')
  const given = Object.fromEntries(known)
  const parsed = Environment.safeParse(given)
  const found = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  found.push(...environmentFaults(given))
  if (!parsed.success || found.length > 0) throw new ConfigurationError(faults(found))
  const values = parsed.data
  return {
    debug: values.DEBUG,
    secretKey: values.SECRET_KEY ?? DEVELOPMENT_SECRET,
    jwtSecretKeys: [
      values.JWT_SECRET_KEY ?? DEVELOPMENT_SECRET,
      ...(values.JWT_SECRET_KEY_PREVIOUS === undefined ? [] : [values.JWT_SECRET_KEY_PREVIOUS]),
    ],
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    useCache: values.USE_CACHE,
    allowedHosts: values.ALLOWED_HOSTS,
    corsAllowedOrigins: values.CORS_ALLOWED_ORIGINS,
    port: values.PORT,
    webConcurrency: values.WEB_CONCURRENCY,
    databasePoolSize: poolSize(values.WEB_CONCURRENCY, values.DATABASE_CONNECTIONS),
    logLevel: values.LOG_LEVEL,
    paymentProvider: values.PAYMENT_PROVIDER ?? 'sandbox',
    stripe: stripeOf(values),
    cronSecret: values.CRON_SECRET,
    metricsToken: values.METRICS_TOKEN,
    sentry: sentryOf(values),
    storeCurrency: values.STORE_CURRENCY,
    imageStore: values.IMAGE_STORE,
    rateLimits: values.RATE_LIMITS ?? !values.DEBUG,
    trustedProxies: values.TRUSTED_PROXIES,
    flashSaleClaimSeconds: values.FLASH_SALE_CLAIM_SECONDS,
    mailUrl: values.MAIL_URL,
    mailFrom: values.MAIL_FROM,
    firstAdmin: adminOf(values),
  }
}

function sentryOf(values: z.output<typeof Environment>): Configuration['sentry'] {
  const { SENTRY_DSN: dsn, SENTRY_RELEASE: release, SENTRY_TRACES_SAMPLE_RATE: tracesSampleRate } = values
  return dsn === undefined ? undefined : { dsn, release, tracesSampleRate }
}

function adminOf({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: z.output<typeof Environment>) {
  return email === undefined || password === undefined ? undefined : { email, password }
}

function stripeOf(values: z.output<typeof Environment>): Configuration['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecrets, STRIPE_API_URL: apiUrl } = values
  return secretKey === undefined || webhookSecrets === undefined ? undefined : { secretKey, webhookSecrets, apiUrl }
}

const faults = (lines: string[]) => ['The environment cannot be used:', ...lines.map((line) => `  ${line}`)].join('\n')

const parsed = new WeakMap<object, Configuration>()

/** The configuration of a platform's environment, parsed once for each environment object. */
export function configurationOf(env: Record<string, unknown>): Configuration {
  const known = parsed.get(env) ?? parseEnvironment(env)
  parsed.set(env, known)
  return known
}
