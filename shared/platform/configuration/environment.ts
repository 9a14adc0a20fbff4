import * as z from 'zod'
import { imageStore } from './image-store.ts'
import { DEFAULT_CONNECTIONS } from './pool-size.ts'

const flag = z
  .enum(['True', 'False', 'true', 'false', '1', '0'], 'must be True or False')
  .transform((text) => text === 'True' || text === 'true' || text === '1')

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

const databaseUrl = z
  .string()
  .regex(/^(postgres(ql)?|neon|neon\+http|pglite|memory):/, 'must begin with postgres://, neon:// or pglite:')
/** Exact, as browsers send it: a pattern, a path or a capital would never match. */
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text && !text.includes('*')
const originList = list.refine(
  (origins) => origins.every(isOrigin),
  'must be exact origins like https://shop.example, without path or wildcard',
)
const mailUrl = z
  .string()
  .regex(
    /^(smtps?|resend(\+http)?):\/\/.|^file:.|^none:/,
    'must begin with smtp://, smtps://, resend://, file: or none:',
  )
const redisUrl = z.string().regex(/^(rediss?|https?|memory):/, 'must begin with redis://, rediss:// or https://')

/** The whole environment of Larder. Unset means development: embedded database, in-process Redis, sandbox payments. */
export const Environment = z.object({
  DEBUG: flag.default(true).describe('`False` in production: then what is required is required.'),
  SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('Signs order tokens and the sandbox provider’s events.'),
  JWT_SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional().describe('Signs access tokens.'),
  JWT_SECRET_KEY_PREVIOUS: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('The key before: its tokens are good until they lapse. For as long as a key is being changed.'),
  DATABASE_URL: databaseUrl
    .optional()
    .describe('`postgres://…` (TCP), `neon://…` (Neon over HTTP), unset: embedded under `.larder/`.'),
  REDIS_URL: redisUrl.optional().describe('`redis://…` (TCP), `https://…` (Upstash), unset: in process.'),
  USE_CACHE: flag.default(false).describe('`True` keeps what was read of the catalog, for as long as it is true.'),
  ALLOWED_HOSTS: list.default([]).describe('Comma-separated host names that are answered.'),
  CORS_ALLOWED_ORIGINS: originList
    .default([])
    .describe('Comma-separated origins of storefronts, exact: `https://shop.example`.'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8000).describe('Where the container listens.'),
  WEB_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('Processes that share the port. More than one needs a Postgres server.'),
  DATABASE_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(4)
    .max(500)
    .default(DEFAULT_CONNECTIONS)
    .describe('Connections to Postgres that all processes of an instance may open together.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level logged.'),
  PAYMENT_PROVIDER: z
    .enum(['sandbox', 'stripe'])
    .optional()
    .describe('Who takes the money: `stripe`, or `sandbox`, which takes none. In production it must be named.'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(test|live)_\w+$/, 'must be a secret or restricted key: sk_… or rk_…')
    .optional()
    .describe('Stripe’s secret key. Needed with `PAYMENT_PROVIDER=stripe`.'),
  STRIPE_WEBHOOK_SECRET: list
    .refine((secrets) => secrets.length > 0 && secrets.length <= 2, 'must be one secret, or two separated by a comma')
    .refine((secrets) => secrets.every((secret) => /^whsec_\w{16,}$/.test(secret)), 'must be whsec_…')
    .optional()
    .describe('Signs Stripe’s callbacks; two, separated by a comma, while one is being changed for another.'),
  STRIPE_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be https://…' })
    .default('https://api.stripe.com')
    .describe('Where Stripe is asked: another host for tests.'),
  CRON_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token for `POST /jobs/{name}`; without it jobs are refused over HTTP.'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token for `GET /metrics`; without it everybody may read them.'),
  SENTRY_DSN: z.url('must be the DSN of a Sentry project').optional().describe('Where errors and traces are sent.'),
  SENTRY_RELEASE: z.string().max(200).optional().describe('The version that is told to Sentry: a commit, say.'),
  SENTRY_TRACES_SAMPLE_RATE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('The share of requests that are traced, from 0 to 1.'),
  STORE_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')
    .default('HKD')
    .describe('The one currency of the store.'),
  IMAGE_STORE: imageStore
    .optional()
    .describe(
      'Where pictures go: `s3://key:secret@host/bucket?region=…`, `cloudinary://key:secret@cloud`. ' +
        'For S3 also `public=` and `sizes=`: see docs/back-office.md.',
    ),
  RATE_LIMITS: flag.optional().describe('Whether requests are limited. Unset: in production, not in development.'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many proxies in front append to `X-Forwarded-For`. 0: it is not believed.'),
  FLASH_SALE_CLAIM_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(600)
    .describe('How long a flash-sale claim can be bought.'),
  MAIL_URL: mailUrl
    .optional()
    .describe(
      '`smtp://…`, `smtps://…`, `resend://KEY` (HTTP), `file:FOLDER`, `none:`; unset: `.larder/mail` in development, else none.',
    ),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>$/, 'must look like: Larder <orders@shop.example>')
    .default('Larder <larder@localhost>')
    .describe('Who mail comes from: the shop’s name and address.'),
  ADMIN_EMAIL: z.email('must be an e-mail address').max(254).optional().describe('The first admin, made at start.'),
  ADMIN_PASSWORD: z
    .string()
    .min(12, 'must have at least 12 characters')
    .max(256, 'must have at most 256 characters')
    .optional()
    .describe('Its password, for as long as the account is not there yet.'),
})

export type EnvironmentVariable = keyof z.output<typeof Environment>
export const environmentVariables = Environment.shape
