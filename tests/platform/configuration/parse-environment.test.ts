import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import {
  ConfigurationError,
  getConfiguration,
  parseEnvironment,
} from '../../../shared/platform/configuration/configuration.ts'
import { isWeakSecret } from '../../../shared/platform/configuration/weak-secret.ts'

const production = {
  DEBUG: 'False',
  SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa',
  JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd',
  DATABASE_URL: 'postgres://larder:hunter2@db.example/larder',
  REDIS_URL: 'redis://cache.example:6379',
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
  throw new Error('the environment was accepted')
}

describe('development', () => {
  test('requires no variable', () => {
    expect(parseEnvironment({})).toEqual({
      debug: true,
      secretKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      jwtSecretKeys: [expect.stringMatching(/^[0-9a-f]{64}$/)],
      databaseUrl: undefined,
      redisUrl: undefined,
      useCache: false,
      allowedHosts: [],
      corsAllowedOrigins: [],
      port: 8000,
      host: '127.0.0.1',
      webConcurrency: 1,
      databasePoolSize: 10,
      logLevel: 'info',
      paymentProvider: 'sandbox',
      stripe: undefined,
      cronSecret: undefined,
      storeCurrency: 'HKD',
      storeBagFee: 0,
      storeTimeZone: 'Asia/Hong_Kong',
      storeUrl: 'http://localhost:8000',
      rateLimits: false,
      trustedProxies: 0,
      clientAddressHeader: 'X-Forwarded-For',
      flashSaleClaimSeconds: 600,
      imageStore: undefined,
      mailUrl: undefined,
      mailFrom: 'Larder <larder@localhost>',
      firstAdmin: undefined,
    })
  })

  test('an empty variable counts as unset, and unknown variables are ignored', () => {
    const env = { DATABASE_URL: '', PORT: '', SECRET_KEY: '', PATH: '/bin', constructor: 'x', toString: 'y' }
    const keys = { secretKey: expect.any(String), jwtSecretKeys: [expect.any(String)] }
    expect(parseEnvironment(env)).toEqual({ ...parseEnvironment({}), ...keys })
  })

  test('keys are random for each configuration', () => {
    const [one, two] = [parseEnvironment({}), parseEnvironment({})]
    expect(one.secretKey).not.toBe(two.secretKey)
    expect(one.secretKey).not.toBe(one.jwtSecretKeys[0])
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

test('the first admin requires an address and a password', () => {
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
    STORE_TIME_ZONE: 'Hong Kong',
    WEB_CONCURRENCY: 'many',
    DATABASE_CONNECTIONS: '-1',
    CORS_ALLOWED_ORIGINS: 'https://shop.example/path',
    MAIL_URL: 'pigeon://loft',
    MAIL_FROM: 'no-address-at-all',
  }

  test('are listed all at once, each with the name of its variable', () => {
    const message = faultsOf(faulty)
    for (const name of Object.keys(faulty)) expect(message).toMatch(new RegExp(`^ +${name} `, 'm'))
  })

  test('never contain a value', () => {
    const message = faultsOf(faulty)
    for (const value of Object.values(faulty)) expect(message).not.toContain(value)
    expect(message).not.toContain('hunter2')
  })

  test('list missing and invalid variables together', () => {
    const message = faultsOf({ DEBUG: 'False', LOG_LEVEL: 'shouting' })
    for (const name of ['LOG_LEVEL', 'SECRET_KEY', 'DATABASE_URL', 'REDIS_URL', 'ALLOWED_HOSTS', 'PAYMENT_PROVIDER']) {
      expect(message).toContain(name)
    }
  })
})

describe('DEBUG=False', () => {
  test('is accepted with all required variables', () => {
    expect(parseEnvironment(production)).toMatchObject({ debug: false, paymentProvider: 'sandbox' })
  })

  test.each(['SECRET_KEY', 'JWT_SECRET_KEY', 'DATABASE_URL', 'REDIS_URL', 'ALLOWED_HOSTS', 'PAYMENT_PROVIDER'])(
    'requires %s',
    (name) => {
      for (const value of [undefined, '']) {
        const message = faultsOf({ ...production, [name]: value })
        expect(message).toContain(`${name} is required with DEBUG=False`)
      }
    },
  )

  test('requires MAIL_FROM when mail is sent', () => {
    const url = 'smtp://user:hunter2@mail.example'
    expect(faultsOf({ ...production, MAIL_URL: url })).toContain('MAIL_FROM is required with MAIL_URL')
    expect(parseEnvironment({ ...production, MAIL_URL: url, MAIL_FROM: 'S <a@b.example>' }).mailUrl).toBe(url)
    expect(parseEnvironment({ ...production, MAIL_URL: 'none:' }).mailUrl).toBe('none:')
  })

  test('lists all missing variables at once', () => {
    expect(faultsOf({ DEBUG: 'False' }).match(/is required with DEBUG=False/g)).toHaveLength(6)
  })

  test('requires an explicit PAYMENT_PROVIDER, because the sandbox charges nothing', () => {
    const { PAYMENT_PROVIDER: _, ...unnamed } = production
    expect(faultsOf(unnamed)).toContain('PAYMENT_PROVIDER')
  })

  test.each([
    ['short', 'k'.repeat(31)],
    ['the default of an earlier version', 'larder-development-secret-not-for-production'],
    ['one repeated letter', 'a'.repeat(40)],
    ['an example word', 'change-me-0A9sD8fG7hJ6kL5qW4eR3tY2'],
    ['an example word in capitals', 'X9v2mQ7pL4wT8zBYOUR_SECRET_KEY6nR'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz012345'],
    ['a repeated pattern', 'q7Rz2mWx9K'.repeat(4)],
  ])('refuses a weak secret: %s', (_what, secret) => {
    for (const name of ['SECRET_KEY', 'JWT_SECRET_KEY', 'CRON_SECRET', 'METRICS_TOKEN']) {
      const message = faultsOf({ ...production, [name]: secret })
      expect(message).toContain(name)
      expect(message).not.toContain(secret)
    }
  })

  test('accepts every random secret', () => {
    for (let attempt = 0; attempt < 2_000; attempt++) {
      const bytes = crypto.getRandomValues(new Uint8Array(32))
      expect(isWeakSecret(Buffer.from(bytes).toString('base64'))).toBe(false)
      expect(isWeakSecret(Buffer.from(bytes).toString('hex'))).toBe(false)
    }
  })

  test('refuses every secret in .env.example and the documentation', async () => {
    const documents = ['README.md', '.env.example', ...(await readdir('docs')).map((name) => `docs/${name}`)]
    const texts = await Promise.all(
      documents.filter((name) => /\.(md|example)$/.test(name)).map((name) => readFile(name, 'utf8')),
    )
    const given = texts
      .flatMap((text) => [
        ...text.matchAll(/\b(?:SECRET_KEY|JWT_SECRET_KEY|CRON_SECRET|ADMIN_PASSWORD)=['"]?([^\s'"`$]+)/g),
      ])
      .map((match) => match[1] ?? '')
    for (const value of given) expect(isWeakSecret(value), value).toBe(true)
  })

  test('refuses the same secret for two purposes', () => {
    const message = faultsOf({ ...production, JWT_SECRET_KEY: production.SECRET_KEY })
    expect(message).toContain('JWT_SECRET_KEY is the same as another secret')
  })
})

describe('a process that serves', () => {
  const faultsOfServer = (env: Record<string, unknown>) => {
    try {
      parseEnvironment(env, { serves: true })
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }
  const { SECRET_KEY, JWT_SECRET_KEY } = production
  const remote = [
    'postgres://larder:hunter2@db.example/larder',
    'postgresql://10.0.0.7/larder',
    'postgres://db:5432/larder',
    'postgres://localhost/larder?host=db.example',
    'postgres://localhost.example/larder',
    'postgres://127.0.0.1.example/larder',
    'neon://larder:hunter2@ep-cool-1.neon.tech/shop',
  ]
  const local = [
    undefined,
    'memory:',
    'pglite:/var/lib/shop',
    'postgres://localhost/larder',
    'postgres://LOCALHOST:5433/larder',
    'postgres://larder@127.0.0.1/larder',
    'postgres://[::1]:5432/larder',
    'postgres:///larder?host=/var/run/postgresql',
    'postgres://%2Fvar%2Frun%2Fpostgresql/larder',
    'neon+http://user:password@localhost:8001/larder',
  ]

  test.each(remote)('refuses %s without a mode and secrets, and says what to write', (DATABASE_URL) => {
    const found = faultsOfServer({ DATABASE_URL })
    expect(found).toContain('DEBUG is required with a database on another machine: write DEBUG=False')
    for (const name of ['SECRET_KEY', 'JWT_SECRET_KEY']) {
      expect(found).toContain(`  ${name} is required with a database on another machine: generate one with`)
    }
    expect(found).not.toContain('hunter2')
    expect(faultsOfServer({ DATABASE_URL, DEBUG: 'True' })).not.toContain('DEBUG is required')
    expect(faultsOfServer({ DATABASE_URL, DEBUG: 'True' })).toContain('JWT_SECRET_KEY is required')
    expect(faultsOfServer({ DATABASE_URL, DEBUG: 'True', SECRET_KEY, JWT_SECRET_KEY })).toBe('')
    const guessable = { SECRET_KEY: 'larder-development-secret-not-for-production', JWT_SECRET_KEY }
    expect(faultsOfServer({ DATABASE_URL, DEBUG: 'True', ...guessable })).toContain('SECRET_KEY is too easy to guess')
  })

  test.each(local)('accepts %s without secrets', (DATABASE_URL) => {
    expect(faultsOfServer({ DATABASE_URL })).toBe('')
  })

  test('a command that only reads or writes the database requires none of this', () => {
    for (const DATABASE_URL of remote) expect(parseEnvironment({ DATABASE_URL }).debug).toBe(true)
  })
})

test('HOST is an address; unset, development listens on this machine and production on all addresses', () => {
  expect(parseEnvironment(production).host).toBeUndefined()
  expect(parseEnvironment({ ...production, HOST: '::' }).host).toBe('::')
  expect(parseEnvironment({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
  for (const HOST of ['my-laptop', 'http://0.0.0.0', '0.0.0.0:8000', '*']) {
    expect(faultsOf({ HOST })).toContain('HOST must be an address of this machine, such as 127.0.0.1 or 0.0.0.0')
  }
})

describe('origins', () => {
  test.each(['*', 'https://*.example', 'shop.example', 'https://shop.example/a', 'null'])(
    '%s is refused, because it matches no storefront or every one',
    (origin) => {
      expect(faultsOf({ CORS_ALLOWED_ORIGINS: `https://good.example,${origin}` })).toContain(
        'CORS_ALLOWED_ORIGINS must',
      )
    },
  )
})

describe('processes and connections', () => {
  const on = (processes: number, connections?: number) =>
    parseEnvironment({
      ...production,
      WEB_CONCURRENCY: String(processes),
      ...(connections === undefined ? {} : { DATABASE_CONNECTIONS: String(connections) }),
    })

  test.each([1, 2, 3, 4, 8, 11])(
    '%i processes, and one more during a rolling restart, stay within the budget',
    (count) => {
      const { databasePoolSize } = on(count)
      expect(databasePoolSize).toBeGreaterThanOrEqual(2)
      expect(databasePoolSize * (count === 1 ? 1 : count + 1)).toBeLessThanOrEqual(24)
    },
  )

  test('one process has at most 10 connections', () => {
    expect(on(1, 500).databasePoolSize).toBe(10)
    expect(on(1, 6).databasePoolSize).toBe(6)
    expect(on(4, 40).databasePoolSize).toBe(8)
  })

  test('a budget that is too small is refused, also the default', () => {
    const many = { ...production, WEB_CONCURRENCY: '12' }
    expect(faultsOf(many)).toContain('DATABASE_CONNECTIONS is too small for WEB_CONCURRENCY: set at least 26')
    expect(on(12, 26).databasePoolSize).toBe(2)
  })

  test.each([undefined, 'memory:', 'pglite:folder'])('an embedded database allows one process only: %s', (url) => {
    const env = { WEB_CONCURRENCY: '2', ...(url === undefined ? {} : { DATABASE_URL: url }) }
    expect(faultsOf(env)).toContain('WEB_CONCURRENCY above 1 needs DATABASE_URL=postgres://')
  })
})

test('an environment is parsed once', () => {
  const env = { LOG_LEVEL: 'silent' }
  expect(getConfiguration(env)).toBe(getConfiguration(env))
  expect(getConfiguration(env)).not.toBe(getConfiguration({ ...env }))
})
