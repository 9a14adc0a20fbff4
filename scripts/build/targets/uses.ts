import { readFile } from 'node:fs/promises'
import { build } from 'esbuild'
import type { Configuration } from '../../../shared/platform/configuration/configuration.ts'
import type { EnvironmentVariable } from '../../../shared/platform/configuration/environment.ts'
import { edgeOptions } from '../options.ts'
import type { Operation } from './operations.ts'

/** The variables from which each property of the configuration is made. */
const variablesOf: Record<keyof Configuration, readonly EnvironmentVariable[]> = {
  debug: ['DEBUG'],
  secretKey: ['SECRET_KEY'],
  jwtSecretKeys: ['JWT_SECRET_KEY', 'JWT_SECRET_KEY_PREVIOUS'],
  databaseUrl: ['DATABASE_URL'],
  redisUrl: ['REDIS_URL'],
  useCache: ['USE_CACHE'],
  allowedHosts: ['ALLOWED_HOSTS'],
  corsAllowedOrigins: ['CORS_ALLOWED_ORIGINS'],
  port: ['PORT'],
  host: ['HOST'],
  webConcurrency: ['WEB_CONCURRENCY'],
  databasePoolSize: ['DATABASE_CONNECTIONS'],
  logLevel: ['LOG_LEVEL'],
  paymentProvider: ['PAYMENT_PROVIDER'],
  stripe: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_URL'],
  cronSecret: ['CRON_SECRET'],
  metricsToken: ['METRICS_TOKEN'],
  sentry: ['SENTRY_DSN', 'SENTRY_RELEASE', 'SENTRY_TRACES_SAMPLE_RATE'],
  storeCurrency: ['STORE_CURRENCY'],
  storeBagFee: ['STORE_BAG_FEE'],
  storeTimeZone: ['STORE_TIME_ZONE'],
  storeUrl: ['STORE_URL'],
  imageStore: ['IMAGE_STORE'],
  rateLimits: ['RATE_LIMITS'],
  trustedProxies: ['TRUSTED_PROXIES'],
  clientAddressHeader: ['CLIENT_ADDRESS_HEADER'],
  flashSaleClaimSeconds: ['FLASH_SALE_CLAIM_SECONDS'],
  mailUrl: ['MAIL_URL'],
  mailFrom: ['MAIL_FROM'],
  firstAdmin: ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
}

/** What every function uses: the request's host, CORS, the log, error reports. */
const COMMON: readonly EnvironmentVariable[] = [
  ...(['DEBUG', 'ALLOWED_HOSTS', 'CORS_ALLOWED_ORIGINS', 'LOG_LEVEL', 'PORT', 'RATE_LIMITS'] as const),
  ...(['TRUSTED_PROXIES', 'CLIENT_ADDRESS_HEADER', ...variablesOf.sentry] as const),
]

/** Run where the platform's scheduler does. */
const JOBS = '_edge/jobs.ts'

/**
 * The variables that some operations read, with those of the jobs where a scheduler runs them. What only one payment
 * provider reads is preceded by its name: `stripe:STRIPE_SECRET_KEY`.
 */
export type VariablesUsed = (operations: readonly Operation[], options?: { jobs: boolean }) => string[]

/**
 * Finds the variables of each operation in the source of the modules that its bundle contains. A module reads a property
 * as `configuration.name`, or takes it out of a parameter.
 */
export async function findVariablesUsed(root: string, operations: readonly Operation[]): Promise<VariablesUsed> {
  const files = [...operations.map(({ file }) => file), JOBS]
  const { metafile } = await build({
    ...edgeOptions(root),
    entryPoints: files.map((file) => `${root}functions/${file}`),
    absWorkingDir: root,
    minify: false,
    write: false,
    metafile: true,
  })
  const sources = new Map<string, string[]>()
  const found = new Map<string, Set<string>>()
  for (const { entryPoint, inputs } of Object.values(metafile.outputs)) {
    if (entryPoint === undefined) continue
    const own = new Set<string>()
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput === 0 || !isOwnModule(path)) continue
      const variables =
        sources.get(path) ?? readVariables(await readFile(`${root}${path}`, 'utf8')).map(ofProvider(path))
      sources.set(path, variables)
      for (const name of variables) own.add(name)
    }
    found.set(entryPoint.replace(/^functions\//, ''), own)
  }
  return (some, { jobs } = { jobs: false }) => {
    const used = new Set<string>([...COMMON, ...(jobs ? (found.get(JOBS) ?? []) : [])])
    for (const { file } of some) for (const name of found.get(file) ?? []) used.add(name)
    return [...used].sort()
  }
}

/** A provider's modules run only if PAYMENT_PROVIDER selects it. */
const ofProvider = (path: string) => {
  const provider = /^shared\/payments\/(sandbox|stripe)\//.exec(path)?.[1]
  return (name: EnvironmentVariable): string => (provider === undefined ? name : `${provider}:${name}`)
}

const isOwnModule = (path: string) =>
  /^(shared|functions)\/.*\.ts$/.test(path) && !path.startsWith('shared/platform/configuration/')

function readVariables(source: string): EnvironmentVariable[] {
  return Object.entries(variablesOf).flatMap(([property, variables]) => {
    const member = `\\b(configuration|settings)\\??\\.${property}\\b`
    const destructured = `\\{[^{}]*\\b${property}\\b[^{}]*\\}\\s*(:\\s*\\w*Configuration\\b|=\\s*(configuration|settings|proxies)\\b|\\)\\s*(:|=>|\\{))`
    return new RegExp(`${member}|${destructured}`).test(source) ? variables : []
  })
}
