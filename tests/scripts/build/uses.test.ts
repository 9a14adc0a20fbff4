import { describe, expect, test } from 'vitest'
import { isolate } from '../../../functions/_edge/isolate.ts'
import { manifest } from '../../../functions/_manifest.ts'
import { findBuildFaults, secretsTable } from '../../../scripts/build/targets/build-faults.ts'
import { allOperations } from '../../../scripts/build/targets/operations.ts'
import { findVariablesUsed } from '../../../scripts/build/targets/uses.ts'
import { requiredSecrets, secrets } from '../../../scripts/build/targets/variables.ts'
import { parseEnvironment } from '../../../shared/platform/configuration/configuration.ts'
import { environmentVariables } from '../../../shared/platform/configuration/environment.ts'

const root = new URL('../../../', import.meta.url).pathname
const operations = await allOperations()
const variablesUsed = await findVariablesUsed(root, operations)
const named = (name: string) => operations.filter((operation) => operation.name === name)
const requiredBy = (name: string, provider = 'stripe') =>
  requiredSecrets({ PAYMENT_PROVIDER: provider }, variablesUsed(named(name))).sort()

const values: Record<string, string> = {
  SECRET_KEY: 'q8Zt3mXw7LbR2yKd9VfN4sHc6JgPaE5u',
  JWT_SECRET_KEY: 'Mw4xT9kQz2Lr8YbV6nHd3SfJ7cGpAe5U',
  DATABASE_URL: 'neon://shop:hunter2@ep-cool-1.neon.tech/shop',
  REDIS_URL: 'https://:token@name.upstash.io',
  STRIPE_SECRET_KEY: 'sk_live_1a2b3c4d5e6f',
  STRIPE_WEBHOOK_SECRET: 'whsec_1a2b3c4d5e6f7g8h9i',
}
const publicOnes = { DEBUG: 'False', ALLOWED_HOSTS: 'api.shop.example', LOG_LEVEL: 'silent' }

describe('an edge function needs the settings that it uses', () => {
  test.each([
    ['get-product', ['DATABASE_URL']],
    ['list-categories', ['DATABASE_URL']],
    ['liveness', []],
    ['openapi', []],
    ['get-cart', ['DATABASE_URL', 'JWT_SECRET_KEY']],
    ['get-order', ['DATABASE_URL', 'JWT_SECRET_KEY', 'SECRET_KEY']],
    ['create-claim', ['DATABASE_URL', 'JWT_SECRET_KEY', 'REDIS_URL']],
    ['webhook', ['DATABASE_URL', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']],
    [
      'place-order',
      ['DATABASE_URL', 'JWT_SECRET_KEY', 'REDIS_URL', 'SECRET_KEY', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
    ],
  ])('%s: %j', (name, expected) => {
    expect(requiredBy(name)).toEqual(expected)
  })

  test('with the sandbox, the callback needs its key, and none of Stripe', () => {
    expect(requiredBy('webhook', 'sandbox')).toEqual(['DATABASE_URL', 'SECRET_KEY'])
  })

  test('each secret is used by some function, except that of the container', () => {
    const used = variablesUsed(operations, { jobs: true }).map((name) => name.replace(/^\w+:/, ''))
    expect(secrets.filter((name) => !used.includes(name))).toEqual([])
    for (const name of used) expect(Object.keys(environmentVariables)).toContain(name)
  })

  test.each(['stripe', 'sandbox'])(
    'each function starts with exactly these, and without one it does not: %s',
    (provider) => {
      for (const operation of operations) {
        const uses = variablesUsed([operation])
        const required = requiredSecrets({ PAYMENT_PROVIDER: provider }, uses)
        const env: Record<string, string> = { ...publicOnes, PAYMENT_PROVIDER: provider, MAIL_URL: 'none:' }
        for (const name of required) env[name] = values[name] ?? ''
        expect(() => parseEnvironment(env, { uses }), operation.name).not.toThrow()
        for (const name of required) {
          const { [name]: _, ...others } = env
          expect(() => parseEnvironment(others, { uses }), operation.name).toThrow(`${name} is required with`)
        }
      }
    },
  )

  test('a wrong value of a setting that a function does not use is no fault of it', () => {
    const uses = variablesUsed(named('get-product'))
    const env = {
      ...publicOnes,
      DATABASE_URL: values.DATABASE_URL,
      JWT_SECRET_KEY: 'short',
      REDIS_URL: 'nonsense',
      STORE_URL: 'x',
    }
    expect(() => parseEnvironment(env, { uses })).not.toThrow()
    expect(() => parseEnvironment({ ...env, LOG_LEVEL: 'loud' }, { uses })).toThrow('LOG_LEVEL')
  })

  test('a function responds with nothing but what it needs', async () => {
    const liveness = manifest.find(({ definition }) => definition.operation === 'liveness')
    if (liveness === undefined) throw new Error('no liveness')
    const answer = await isolate(liveness, { uses: variablesUsed(named('liveness')) })(
      new Request('https://api.shop.example/health/live'),
      { ...publicOnes },
    )
    expect(answer.status).toBe(200)
    const naive = await isolate(liveness, {})(new Request('https://api.shop.example/health/live'), {
      ...publicOnes,
      LOG_LEVEL: 'silent',
    })
    expect(naive.status).toBe(500)
  })
})

describe('the build', () => {
  const faults = (env: Record<string, string>, only?: string, host = 'api.shop.example') =>
    findBuildFaults({ operations: only === undefined ? operations : named(only), host, env, variablesUsed })

  test('says which secrets each function needs', () => {
    const table = secretsTable({ operations, host: 'x', env: { PAYMENT_PROVIDER: 'stripe' }, variablesUsed })
    expect(table).toMatch(/^ {2}DATABASE_URL \(optional: SENTRY_DSN\)\n {4}.*\bget-product\b/m)
    for (const { name } of operations) expect(table).toMatch(new RegExp(`\\b${name}\\b`))
  })

  test('fails without a payment provider, where one is used', () => {
    expect(faults({})).toEqual([
      expect.stringMatching(/^PAYMENT_PROVIDER is required by .*place-order.*: set PAYMENT_PROVIDER=stripe/),
    ])
    expect(faults({}, 'get-product')).toEqual([])
    expect(faults({ PAYMENT_PROVIDER: 'stripe' })).toEqual([])
  })

  test.each([
    [{ ALLOWED_HOSTS: 'shop.example' }, 'ALLOWED_HOSTS lacks api.shop.example'],
    [{ ALLOWED_HOSTS: 'https://other.example/' }, 'ALLOWED_HOSTS lacks api.shop.example'],
    [{ PUBLIC_URL: 'api.shop.example' }, 'PUBLIC_URL must be a URL'],
    [{ STORE_CURRENCY: 'hk' }, 'STORE_CURRENCY must be the ISO 4217 code'],
    [{ CORS_ALLOWED_ORIGINS: 'shop.example' }, 'CORS_ALLOWED_ORIGINS must be exact origins'],
    [{ PAYMENT_PROVIDER: 'paypal' }, 'PAYMENT_PROVIDER'],
  ])('fails with %j', (env, fault) => {
    expect(faults({ PAYMENT_PROVIDER: 'stripe', ...env })).toEqual([expect.stringContaining(fault)])
  })

  test.each([
    'api.shop.example',
    '.shop.example',
    '*.shop.example',
    'https://API.shop.example/',
    'other.example, .example',
  ])('accepts ALLOWED_HOSTS=%s', (hosts) => {
    expect(faults({ PAYMENT_PROVIDER: 'stripe', ALLOWED_HOSTS: hosts })).toEqual([])
  })
})
