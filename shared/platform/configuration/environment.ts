import * as z from 'zod'
import { isTimeZone } from '../../shop-time.ts'
import { currencies } from './currencies.ts'
import { hostList } from './host-list.ts'
import { imageStore } from './image-store.ts'
import { originList } from './origin-list.ts'
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

/**
 * Marks a variable whose value is a secret, or a URL that contains one. Repositories are searched for them
 * (`.gitleaks.toml`), and files of deployments must not contain them.
 */
const SECRET = { secret: 'value' } as const
const SECRET_URL = { secret: 'url' } as const

const databaseUrl = z
  .string()
  .regex(/^(postgres(ql)?|neon|neon\+http|pglite|memory):/, 'must begin with postgres://, neon:// or pglite:')
  .refine(
    (url) => !/[?&]prepared_statements=(?!(true|false)(&|$))/.test(url),
    'has a prepared_statements that is neither true nor false',
  )
const mailUrl = z
  .string()
  .regex(
    /^(smtps?|resend(\+http)?):\/\/.|^file:.|^none:/,
    'must begin with smtp://, smtps://, resend://, file: or none:',
  )
const redisUrl = z
  .string()
  .regex(/^(rediss?|https?|memory):/, 'must begin with redis://, rediss:// or https://')
  .refine(
    (url) => url.startsWith('memory:') || URL.canParse(url),
    'must be a URL, with special characters of the password percent-encoded',
  )
  .refine(
    (url) => !url.startsWith('redis') || !URL.canParse(url) || /^(\/\d{0,5})?$/.test(new URL(url).pathname),
    'must end with the port or with a database number: redis://host:6379/0',
  )
  .refine(
    (url) => !url.startsWith('http') || !URL.canParse(url) || new URL(url).password !== '',
    'must contain the token: https://:TOKEN@name.upstash.io',
  )

/** All environment variables of Larder. The defaults are for development: embedded database, in-process Redis, sandbox. */
export const Environment = z.object({
  DEBUG: flag
    .default(true)
    .describe('Set `False` in production. Required variables and strong secrets are then enforced.'),
  SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('Signs order tokens and the events of the sandbox payment provider.')
    .meta(SECRET),
  JWT_SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('Signs access tokens.')
    .meta(SECRET),
  JWT_SECRET_KEY_PREVIOUS: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('The previous signing key, during a rotation: its tokens are accepted until they expire.')
    .meta(SECRET),
  DATABASE_URL: databaseUrl
    .optional()
    .describe('`postgres://…` (TCP) or `neon://…` (Neon over HTTP). Unset: embedded in `.larder/`.')
    .meta(SECRET_URL),
  REDIS_URL: redisUrl
    .optional()
    .describe(
      '`redis://…` (TCP) or `https://…` (Upstash). Unset or `memory:`: in the memory of the process, where each process has its own limits.',
    )
    .meta(SECRET_URL),
  USE_CACHE: flag.default(false).describe('`True` caches catalog reads and invalidates them when the catalog changes.'),
  ALLOWED_HOSTS: hostList
    .default([])
    .describe(
      'Comma-separated host names that the server accepts. `.shop.example`: the domain and its subdomains; `*.shop.example`: these alone.',
    ),
  CORS_ALLOWED_ORIGINS: originList
    .default([])
    .describe('Comma-separated origins of storefronts and apps: `https://shop.example`, `capacitor://localhost`.'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8000).describe('The port on which the container listens.'),
  HOST: z
    .union([z.ipv4(), z.ipv6()], 'must be an address of this machine, such as 127.0.0.1 or 0.0.0.0')
    .optional()
    .describe(
      'The address on which the container listens. Unset: all addresses in production, this machine only in development.',
    ),
  WEB_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('Number of processes that share the port. More than one requires a Postgres server.'),
  DATABASE_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(4)
    .max(500)
    .default(DEFAULT_CONNECTIONS)
    .describe('The most connections to Postgres that all processes of one instance open together.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('The lowest level that is logged.'),
  PAYMENT_PROVIDER: z
    .enum(['sandbox', 'stripe'])
    .optional()
    .describe('`stripe`, or `sandbox`, which charges nothing. Required in production.'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(test|live)_\w+$/, 'must be a secret or restricted key: sk_… or rk_…')
    .optional()
    .describe('Stripe’s secret key. Required with `PAYMENT_PROVIDER=stripe`.')
    .meta(SECRET),
  STRIPE_WEBHOOK_SECRET: list
    .refine((secrets) => secrets.length > 0 && secrets.length <= 2, 'must be one secret, or two separated by a comma')
    .refine((secrets) => secrets.every((secret) => /^whsec_\w{16,}$/.test(secret)), 'must be whsec_…')
    .optional()
    .describe('Verifies Stripe’s callbacks. Two secrets, separated by a comma, during a rotation.')
    .meta(SECRET),
  STRIPE_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be https://…' })
    .default('https://api.stripe.com')
    .describe('The address of Stripe’s API. Tests use another host.'),
  CRON_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token for `POST /jobs/{name}`. Unset: jobs cannot be run over HTTP.')
    .meta(SECRET),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token for `GET /metrics`. Unset: public in development, refused in production.')
    .meta(SECRET),
  SENTRY_DSN: z.url('must be the DSN of a Sentry project').optional().describe('Where errors and traces are sent.'),
  SENTRY_RELEASE: z.string().max(200).optional().describe('The version reported to Sentry, for example a commit.'),
  SENTRY_TRACES_SAMPLE_RATE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('The share of requests that are traced, from 0 to 1.'),
  STORE_CURRENCY: z
    .string()
    .refine(
      (code) => currencies.has(code),
      'must be the ISO 4217 code of a currency in which payments can be made, in capital letters: HKD, USD, EUR …',
    )
    .default('HKD')
    .describe('The currency of all prices.'),
  STORE_URL: z
    .url({ protocol: /^https?$/, error: 'must be the address of the shop, like https://shop.example' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'The address of the shop’s pages, for links in mails. Default: `https://` and the first of ALLOWED_HOSTS.',
    ),
  STORE_BAG_FEE: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe(
      'The price of a bag in minor units. In Hong Kong at least 100 for a plastic bag (Product Eco-responsibility Ordinance, Cap. 603).',
    ),
  STORE_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone like Asia/Hong_Kong or Europe/London')
    .default('Asia/Hong_Kong')
    .describe('The time zone of the shop: its days, cut-offs, mails and reports.'),
  IMAGE_STORE: imageStore
    .optional()
    .describe(
      'Stores product images: `s3://key:secret@host/bucket?region=…` or `cloudinary://key:secret@cloud`. ' +
        'S3 also accepts `public=` and `sizes=`: see docs/back-office.md.',
    )
    .meta(SECRET_URL),
  RATE_LIMITS: flag.optional().describe('Enables rate limits. Unset: on in production, off in development.'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Number of proxies in front that append to `CLIENT_ADDRESS_HEADER`. 0: the header is ignored.'),
  CLIENT_ADDRESS_HEADER: z
    .enum(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP', 'True-Client-IP', 'Fly-Client-IP'])
    .default('X-Forwarded-For')
    .describe('The header in which the trusted proxies pass on the client’s address.'),
  FLASH_SALE_CLAIM_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(600)
    .describe('Seconds within which a flash-sale claim must be ordered.'),
  MAIL_URL: mailUrl
    .optional()
    .describe(
      '`smtp://…`, `smtps://…`, `resend://KEY` (HTTP), `file:FOLDER` or `none:`. Unset: `.larder/mail` in development, none in production.',
    )
    .meta(SECRET_URL),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>$/, 'must look like: Larder <orders@shop.example>')
    .default('Larder <larder@localhost>')
    .describe('The sender of mail: the shop’s name and address.'),
  ADMIN_EMAIL: z
    .email('must be an e-mail address')
    .max(254)
    .optional()
    .describe('The first admin account, created when the server starts.'),
  ADMIN_PASSWORD: z
    .string()
    .min(12, 'must have at least 12 characters')
    .max(256, 'must have at most 256 characters')
    .optional()
    .describe('The password with which the first admin account is created.')
    .meta(SECRET),
})

export type EnvironmentVariable = keyof z.output<typeof Environment>
export const environmentVariables = Environment.shape

/** The variables whose value is a secret, or a URL that contains one. */
export const secretVariables: readonly string[] = Object.entries(environmentVariables).flatMap(([name, schema]) =>
  schema.meta()?.secret === undefined ? [] : [name],
)
