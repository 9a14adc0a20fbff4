import { describe, expect, test } from 'vitest'
import { ConfigurationError, configurationOf, parseEnvironment } from '../../shared/configuration/configuration.ts'

const production = {
  DEBUG: 'False',
  SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa',
  JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd',
  DATABASE_URL: 'postgres://larder:hunter2@db.example/larder',
  ALLOWED_HOSTS: 'shop.example',
  PAYMENT_PROVIDER: 'sandbox',
}

function faultsOf(env: Record<string, unknown>): string {
  try {
    parseEnvironment(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return error instanceof Error ? error.message : ''
  }
  throw new Error('the environment was taken')
}

describe('development', () => {
  test('needs nothing', () => {
    expect(parseEnvironment({})).toEqual({
      debug: true,
      secretKey: expect.stringMatching(/not-for-production/),
      jwtSecretKeys: [expect.stringMatching(/not-for-production/)],
      databaseUrl: undefined,
      redisUrl: undefined,
      allowedHosts: [],
      corsAllowedOrigins: [],
      port: 8000,
      logLevel: 'info',
      paymentProvider: 'sandbox',
      stripe: undefined,
      cronSecret: undefined,
      storeCurrency: 'HKD',
      imageStore: undefined,
      firstAdmin: undefined,
    })
  })

  test('an empty variable is an unset one, and what is not Larder’s is left alone', () => {
    const env = { DATABASE_URL: '', PORT: '', SECRET_KEY: '', PATH: '/bin', constructor: 'x', toString: 'y' }
    expect(parseEnvironment(env)).toEqual(parseEnvironment({}))
  })

  test('lists are split at commas and trimmed', () => {
    const { allowedHosts, corsAllowedOrigins } = parseEnvironment({
      ALLOWED_HOSTS: ' shop.example , .api.example,,',
      CORS_ALLOWED_ORIGINS: 'https://a.example,https://b.example',
    })
    expect(allowedHosts).toEqual(['shop.example', '.api.example'])
    expect(corsAllowedOrigins).toEqual(['https://a.example', 'https://b.example'])
  })

  test.each(['True', 'true', '1'])('DEBUG=%s', (value) => {
    expect(parseEnvironment({ DEBUG: value }).debug).toBe(true)
  })
})

test('the first admin needs an address and a password', () => {
  const email = 'ann@example.com'
  const password = 'k4Pq-92xm-Lw0z'
  expect(parseEnvironment({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }).firstAdmin).toEqual({ email, password })
  expect(faultsOf({ ADMIN_EMAIL: email })).toContain('ADMIN_PASSWORD is missing: set both, or neither')
  expect(faultsOf({ ADMIN_PASSWORD: password })).toContain('ADMIN_EMAIL is missing: set both, or neither')
  const guessable = faultsOf({ ...production, ADMIN_EMAIL: email, ADMIN_PASSWORD: 'aaaabbbbcccc' })
  expect(guessable).toContain('ADMIN_PASSWORD is too easy to guess')
  expect(guessable).not.toContain('aaaabbbbcccc')
})

describe('faults', () => {
  const faulty = {
    DEBUG: 'perhaps-not',
    SECRET_KEY: 'short-secret',
    DATABASE_URL: 'mysql://root:hunter2@db/larder',
    REDIS_URL: 'ftp://user:hunter2@cache',
    PORT: '99999999',
    LOG_LEVEL: 'shouting',
    PAYMENT_PROVIDER: 'piggybank',
    CRON_SECRET: 'tooshort',
    STORE_CURRENCY: 'dollars',
  }

  test('are told all at once, each with the name of its variable', () => {
    const message = faultsOf(faulty)
    for (const name of Object.keys(faulty)) expect(message).toMatch(new RegExp(`^ +${name} `, 'm'))
  })

  test('never show a value', () => {
    const message = faultsOf(faulty)
    for (const value of Object.values(faulty)) expect(message).not.toContain(value)
    expect(message).not.toContain('hunter2')
  })

  test('what is missing and what is wrong are told together', () => {
    const message = faultsOf({ DEBUG: 'False', LOG_LEVEL: 'shouting' })
    for (const name of ['LOG_LEVEL', 'SECRET_KEY', 'DATABASE_URL', 'ALLOWED_HOSTS', 'PAYMENT_PROVIDER']) {
      expect(message).toContain(name)
    }
  })
})

describe('DEBUG=False', () => {
  test('is taken with all that it requires', () => {
    expect(parseEnvironment(production)).toMatchObject({ debug: false, paymentProvider: 'sandbox' })
  })

  test.each(['SECRET_KEY', 'JWT_SECRET_KEY', 'DATABASE_URL', 'ALLOWED_HOSTS', 'PAYMENT_PROVIDER'])(
    'requires %s',
    (name) => {
      for (const value of [undefined, '']) {
        const message = faultsOf({ ...production, [name]: value })
        expect(message).toContain(`${name} is required with DEBUG=False`)
      }
    },
  )

  test('names all that is missing at once', () => {
    expect(faultsOf({ DEBUG: 'False' }).match(/is required with DEBUG=False/g)).toHaveLength(5)
  })

  test('the sandbox must be asked for by name, or the shop would give its goods away', () => {
    const { PAYMENT_PROVIDER: _, ...unnamed } = production
    expect(faultsOf(unnamed)).toContain('PAYMENT_PROVIDER')
  })

  test.each([
    ['short', 'k'.repeat(31)],
    ['the one of development', parseEnvironment({}).secretKey],
    ['one letter again and again', 'a'.repeat(40)],
  ])('refuses a secret that is weak: %s', (_what, secret) => {
    expect(faultsOf({ ...production, SECRET_KEY: secret })).toContain('SECRET_KEY')
  })
})

test('an environment is parsed once', () => {
  const env = { LOG_LEVEL: 'silent' }
  expect(configurationOf(env)).toBe(configurationOf(env))
  expect(configurationOf(env)).not.toBe(configurationOf({ ...env }))
})
