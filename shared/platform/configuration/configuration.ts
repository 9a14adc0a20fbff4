import type * as z from 'zod'
import { plainIssue } from '../plain-issue.ts'
import { Environment, environmentVariables } from './environment.ts'
import { findEnvironmentFaults, findServerFaults } from './environment-faults.ts'
import type { ImageStore } from './image-store.ts'
import { poolSize } from './pool-size.ts'

/** A shop in development is reachable from this machine only. */
const LOOPBACK = '127.0.0.1'

export interface Configuration {
  debug: boolean
  secretKey: string
  /** Newest first. */
  jwtSecretKeys: readonly string[]
  databaseUrl: string | undefined
  redisUrl: string | undefined
  useCache: boolean
  allowedHosts: readonly string[]
  corsAllowedOrigins: readonly string[]
  port: number
  /** The address to listen on. Undefined: all addresses of the machine. */
  host: string | undefined
  webConcurrency: number
  /** For one process. */
  databasePoolSize: number
  logLevel: string
  paymentProvider: 'sandbox' | 'stripe'
  /** Set when Stripe is the provider. */
  stripe: { secretKey: string; webhookSecrets: readonly string[]; apiUrl: string } | undefined
  cronSecret: string | undefined
  metricsToken: string | undefined
  sentry: { dsn: string; release: string | undefined; tracesSampleRate: number } | undefined
  storeCurrency: string
  /** Where the pages of the shop are, without a slash at the end. */
  storeUrl: string
  /** The price of a bag, in minor units. */
  storeBagFee: number
  /** An IANA name. */
  storeTimeZone: string
  imageStore: ImageStore | undefined
  rateLimits: boolean
  trustedProxies: number
  /** Read if there are trusted proxies. */
  clientAddressHeader: string
  flashSaleClaimSeconds: number
  mailUrl: string | undefined
  mailFrom: string
  firstAdmin: { email: string; password: string } | undefined
}

/** Lists every faulty variable by name, never its value. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** Development without secrets: a key that nobody else knows, for the lifetime of the configuration. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * @param serves whether the process signs tokens, charges or sends mail: see `findServerFaults`
 * @throws ConfigurationError with one line for each fault
 */
export function parseEnvironment(
  env: Record<string, unknown>,
  { serves = false, uses }: { serves?: boolean; uses?: readonly string[] | undefined } = {},
): Configuration {
  const reads = (name: string) => uses === undefined || isUsed(name, uses, env.PAYMENT_PROVIDER)
  const entries = Object.entries(env).filter(([name, value]) => name in environmentVariables && value !== '')
  const given = Object.fromEntries(entries.filter(([name]) => reads(name)))
  const parsed = Environment.safeParse(given, { error: plainIssue })
  const found = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  found.push(...findEnvironmentFaults(given, reads), ...(serves ? findServerFaults(given) : []))
  if (!parsed.success || found.length > 0) throw new ConfigurationError(faults(found))
  const values = parsed.data
  return {
    debug: values.DEBUG,
    secretKey: values.SECRET_KEY ?? randomKey(),
    jwtSecretKeys: [
      values.JWT_SECRET_KEY ?? randomKey(),
      ...(values.JWT_SECRET_KEY_PREVIOUS === undefined ? [] : [values.JWT_SECRET_KEY_PREVIOUS]),
    ],
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    useCache: values.USE_CACHE,
    allowedHosts: values.ALLOWED_HOSTS,
    corsAllowedOrigins: values.CORS_ALLOWED_ORIGINS,
    port: values.PORT,
    host: values.HOST ?? (values.DEBUG ? LOOPBACK : undefined),
    webConcurrency: values.WEB_CONCURRENCY,
    databasePoolSize: poolSize(values.WEB_CONCURRENCY, values.DATABASE_CONNECTIONS),
    logLevel: values.LOG_LEVEL,
    paymentProvider: values.PAYMENT_PROVIDER ?? 'sandbox',
    stripe: stripeConfiguration(values),
    cronSecret: values.CRON_SECRET,
    metricsToken: values.METRICS_TOKEN,
    sentry: sentryConfiguration(values),
    storeCurrency: values.STORE_CURRENCY,
    storeUrl: values.STORE_URL ?? defaultStoreUrl(values),
    storeBagFee: values.STORE_BAG_FEE,
    storeTimeZone: values.STORE_TIME_ZONE,
    imageStore: values.IMAGE_STORE,
    rateLimits: values.RATE_LIMITS ?? !values.DEBUG,
    trustedProxies: values.TRUSTED_PROXIES,
    clientAddressHeader: values.CLIENT_ADDRESS_HEADER,
    flashSaleClaimSeconds: values.FLASH_SALE_CLAIM_SECONDS,
    mailUrl: values.MAIL_URL,
    mailFrom: values.MAIL_FROM,
    firstAdmin: firstAdmin(values),
  }
}

function sentryConfiguration(values: z.output<typeof Environment>): Configuration['sentry'] {
  const { SENTRY_DSN: dsn, SENTRY_RELEASE: release, SENTRY_TRACES_SAMPLE_RATE: tracesSampleRate } = values
  return dsn === undefined ? undefined : { dsn, release, tracesSampleRate }
}

function firstAdmin({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: z.output<typeof Environment>) {
  return email === undefined || password === undefined ? undefined : { email, password }
}

function stripeConfiguration(values: z.output<typeof Environment>): Configuration['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecrets, STRIPE_API_URL: apiUrl } = values
  return secretKey === undefined || webhookSecrets === undefined ? undefined : { secretKey, webhookSecrets, apiUrl }
}

const faults = (lines: string[]) =>
  ['The environment variables are not valid:', ...lines.map((line) => `  ${line}`)].join('\n')

/**
 * Whether a function reads a variable.
 * @param uses variables; what only one payment provider reads is preceded by its name, as `stripe:STRIPE_SECRET_KEY`
 */
export const isUsed = (name: string, uses: readonly string[], provider: unknown): boolean =>
  uses.includes(name) || uses.includes(`${provider}:${name}`)

const parsed = new WeakMap<object, Configuration>()

/**
 * Parses each environment object once.
 * @param uses the variables that the caller's function uses; all without it. Others are neither required nor checked.
 */
export function getConfiguration(env: Record<string, unknown>, uses?: readonly string[]): Configuration {
  const configuration = parsed.get(env) ?? parseEnvironment(env, { uses })
  parsed.set(env, configuration)
  return configuration
}

/** The first host that the server accepts, else this machine. */
function defaultStoreUrl({ ALLOWED_HOSTS: hosts, PORT }: z.output<typeof Environment>): string {
  // A pattern such as .shop.example is no address; its domain is the best guess.
  const host = hosts.find((one) => !/^[.*]/.test(one)) ?? hosts.find((one) => one !== '*')?.replace(/^\*?\./, '')
  return host === undefined ? `http://localhost:${PORT}` : `https://${host}`
}
