import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { parseEnvironment } from '../../shared/platform/configuration/configuration.ts'
import { environmentVariables, secretVariables } from '../../shared/platform/configuration/environment.ts'
import { requiredInProduction } from '../../shared/platform/configuration/environment-faults.ts'
import { readYaml } from './read-yaml.ts'

/**
 * The part of https://render.com/docs/blueprint-spec that is used. Unknown keys are rejected, as in Render's schema
 * (https://render.com/schema/render.yaml.json).
 */
const key = z.string().regex(/^[A-Z_]+$/)
const Variable = z.union([
  z.strictObject({ fromGroup: z.string() }),
  z.strictObject({ key, value: z.string() }),
  z.strictObject({ key, generateValue: z.literal(true) }),
  z.strictObject({ key, sync: z.literal(false) }),
  z.strictObject({ key, fromDatabase: z.strictObject({ name: z.string(), property: z.literal('connectionString') }) }),
  z.strictObject({
    key,
    fromService: z.union([
      z.strictObject({ type: z.literal('keyvalue'), name: z.string(), property: z.literal('connectionString') }),
      z.strictObject({ type: z.literal('web'), name: z.string(), envVarKey: key }),
    ]),
  }),
])
const region = z.enum(['oregon', 'ohio', 'virginia', 'frankfurt', 'singapore'])
const plan = z.enum(['free', 'starter', 'standard', 'pro', 'pro plus'])
const addresses = z.array(z.strictObject({ source: z.string(), description: z.string() }))
const container = {
  name: z.string(),
  runtime: z.literal('docker'),
  plan,
  region,
  dockerfilePath: z.literal('./Dockerfile'),
  dockerContext: z.literal('.'),
  autoDeployTrigger: z.enum(['commit', 'checksPass', 'off']),
  envVars: z.array(Variable),
}
const Web = z.strictObject({
  type: z.literal('web'),
  ...container,
  preDeployCommand: z.string(),
  healthCheckPath: z.string().startsWith('/'),
  maxShutdownDelaySeconds: z.int().min(1).max(300),
})
const Cron = z.strictObject({ type: z.literal('cron'), ...container, schedule: z.string(), dockerCommand: z.string() })
const KeyValue = z.strictObject({
  type: z.literal('keyvalue'),
  name: z.string(),
  plan,
  region,
  maxmemoryPolicy: z.enum(['noeviction', 'allkeys-lru', 'volatile-lru', 'allkeys-lfu']),
  ipAllowList: addresses,
})
const Blueprint = z.strictObject({
  services: z.array(z.discriminatedUnion('type', [Web, Cron, KeyValue])),
  databases: z.array(
    z.strictObject({
      name: z.string(),
      databaseName: z.string(),
      user: z.string(),
      plan: z.string().regex(/^(basic-(256mb|1gb|4gb)|pro-\d+gb|free)$/),
      region,
      postgresMajorVersion: z.enum(['13', '14', '15', '16', '17', '18']),
      ipAllowList: addresses,
    }),
  ),
  envVarGroups: z.array(z.strictObject({ name: z.string(), envVars: z.array(Variable) })),
})

const FILE = 'render.yaml'
const { services, databases, envVarGroups } = await readYaml(FILE, Blueprint)
const text = await readFile(FILE, 'utf8')
const web = Web.parse(services.find(({ type }) => type === 'web'))
const crons = services.filter(({ type }) => type === 'cron').map((one) => Cron.parse(one))
const names = [...services, ...databases, ...envVarGroups].map(({ name }) => name)

/** The variables of a container by name, including those of its groups. */
function variablesOf({ envVars }: z.output<typeof Web> | z.output<typeof Cron>) {
  const own = envVars.flatMap((one) =>
    'fromGroup' in one ? (envVarGroups.find(({ name }) => name === one.fromGroup)?.envVars ?? []) : [one],
  )
  return new Map(own.flatMap((one) => ('key' in one ? [[one.key, one] as const] : [])))
}

test('the shop is deployed after the checks, and migrated before', async () => {
  expect(web).toMatchObject({
    preDeployCommand: 'node dist/migrate.js',
    healthCheckPath: '/health/',
    // The workflow calls the deploy hook after every check (workflows.test.ts). A trigger would deploy a second time.
    autoDeployTrigger: 'off',
    maxShutdownDelaySeconds: 30,
  })
  for (const one of crons) expect(one.autoDeployTrigger).toBe('checksPass')
})

test('every command runs a file of the image', async () => {
  const built = await readFile('scripts/build/options.ts', 'utf8')
  for (const command of [web.preDeployCommand, ...crons.map(({ dockerCommand }) => dockerCommand)]) {
    const [, name] = /^node dist\/([\w-]+)\.js/.exec(command) ?? []
    expect(built).toContain(`out: '${name}'`)
  }
})

test('database and Redis are in the same region and not reachable from outside', () => {
  const redis = KeyValue.parse(services.find(({ type }) => type === 'keyvalue'))
  for (const one of [...databases, redis]) expect(one.ipAllowList).toEqual([])
  expect(new Set([...services, ...databases].map((one) => one.region)).size).toBe(1)
})

test('referenced names exist', () => {
  const referred = [...text.matchAll(/(?:fromGroup: | {10}name: )(\S+)/g)].map(([, name]) => name)
  expect(referred.length).toBeGreaterThan(5)
  for (const name of referred) expect(names).toContain(name)
  expect(new Set(names).size).toBe(names.length)
})

describe.each([web, ...crons].map((one) => [one.name, one] as const))('%s', (_name, one) => {
  const variables = variablesOf(one)

  test('has the variables that DEBUG=False requires, and no unknown ones', () => {
    for (const name of requiredInProduction) expect([...variables.keys()]).toContain(name)
    for (const name of variables.keys()) expect(Object.keys(environmentVariables)).toContain(name)
    expect(variables.get('DEBUG')).toEqual({ key: 'DEBUG', value: 'False' })
  })

  test('has no secrets in the file', () => {
    for (const [name, variable] of variables) {
      if (secretVariables.includes(name)) expect(Object.keys(variable), name).not.toContain('value')
    }
  })

  test('has values that the shop accepts', () => {
    const randomSecret = (name: string) =>
      Buffer.from(`${name}${crypto.randomUUID()}${crypto.randomUUID()}`).toString('base64')
    const given = [...variables].map(([name, variable]) => {
      if ('value' in variable) return [name, variable.value]
      if (name === 'DATABASE_URL') return [name, 'postgresql://larder:pw@host/larder']
      if (name === 'REDIS_URL') return [name, 'redis://host:6379']
      if (name === 'ALLOWED_HOSTS') return [name, 'larder.onrender.com']
      if (name === 'PAYMENT_PROVIDER') return [name, 'sandbox']
      return [name, 'generateValue' in variable ? randomSecret(name) : '']
    })
    expect(parseEnvironment(Object.fromEntries(given)).debug).toBe(false)
  })
})

describe('the settings', () => {
  const ofWeb = variablesOf(web)
  /** Settings of requests, which jobs do not use. */
  const ofRequests = ['WEB_CONCURRENCY', 'TRUSTED_PROXIES', 'CORS_ALLOWED_ORIGINS', 'IMAGE_STORE']
  const atFirstStart = ['ADMIN_EMAIL', 'ADMIN_PASSWORD']

  test('every secret, Sentry and the cache are there', () => {
    // The previous key is set in the dashboard during a rotation, then removed (docs/runbook.md).
    const wanted = [...secretVariables, 'SENTRY_DSN', 'USE_CACHE'].filter((name) => name !== 'JWT_SECRET_KEY_PREVIOUS')
    for (const name of wanted) expect([...ofWeb.keys()]).toContain(name)
    expect(ofWeb.get('USE_CACHE')).toEqual({ key: 'USE_CACHE', value: 'True' })
    expect(ofWeb.get('METRICS_TOKEN')).toEqual({ key: 'METRICS_TOKEN', generateValue: true })
  })

  test('a setting that is not there has a default', () => {
    for (const [name, schema] of Object.entries(environmentVariables)) {
      if (!ofWeb.has(name)) expect(schema.safeParse(undefined).success, name).toBe(true)
    }
  })

  test('the jobs have the same settings as the shop', () => {
    const shared = [...ofWeb.keys()].filter((name) => ![...ofRequests, ...atFirstStart].includes(name)).sort()
    for (const one of crons) expect([...variablesOf(one).keys()].sort(), one.name).toEqual(shared)
  })
})

test('the schedule of every cron job is valid', () => {
  for (const { schedule } of crons) expect(schedule).toMatch(/^[\d*/,-]+( [\d*/,-]+){4}$/)
})
