import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DCLinter } from 'dclint'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { parseEnvironment } from '../../shared/platform/configuration/configuration.ts'
import { environmentVariables } from '../../shared/platform/configuration/environment.ts'
import { interpolate } from './interpolate.ts'
import { readYaml } from './read-yaml.ts'

/** The part of the Compose Specification that is used. Unknown keys are rejected. */
const Condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully'])
const Duration = z.string().regex(/^\d+(ms|s|m|h)$/)
const Service = z.strictObject({
  image: z.string().regex(/^[\w./-]+(:[\w.-]+)?$/),
  build: z.union([z.string(), z.strictObject({ context: z.string(), target: z.string() })]).optional(),
  command: z.array(z.string()).optional(),
  profiles: z.array(z.string()).optional(),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  secrets: z.array(z.string()).optional(),
  volumes: z.array(z.string().regex(/^[\w./-]+:\/[\w./-]+(:ro)?$/)).optional(),
  networks: z.array(z.string()),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.strictObject({ condition: Condition }))]).optional(),
  healthcheck: z
    .union([
      z.strictObject({ disable: z.literal(true) }),
      z.strictObject({
        test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
        interval: Duration,
        timeout: Duration,
        retries: z.int(),
      }),
    ])
    .optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
  stop_grace_period: Duration.optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
})
type Service = z.output<typeof Service>
const Compose = z.object({
  name: z.string(),
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ environment: z.string() })),
})

const FILE = 'docker-compose.yml'
const { services, networks, volumes, secrets } = await readYaml(FILE, Compose)
const text = await readFile(FILE, 'utf8')
const entries = Object.entries(services)
const needs = ({ depends_on: needed = {} }: Service) => (Array.isArray(needed) ? needed : Object.keys(needed))
const service = (name: string) => Service.parse(services[name])

test('the file follows the Compose Specification', async () => {
  // The port is published on all addresses unless HOST says otherwise.
  const rules = { 'no-unbound-port-interfaces': 0 } as const
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] })
  const Results = z.array(z.object({ messages: z.array(z.object({ type: z.string(), message: z.string() })) }))
  const errorsIn = (file: string) =>
    Results.parse(linter.lintFiles([file], false)).flatMap(({ messages }) =>
      messages.flatMap(({ type, message }) => (type === 'error' ? [message] : [])),
    )
  expect(errorsIn(FILE)).toEqual([])

  const folder = await mkdtemp(join(tmpdir(), 'larder-compose-'))
  await writeFile(join(folder, FILE), text.replace('read_only: true', 'readonly: true'))
  expect(errorsIn(join(folder, FILE)).join()).toContain('must NOT have additional properties')
  await rm(folder, { recursive: true })
})

test('networks, services, volumes and secrets of a service exist', () => {
  for (const [name, one] of entries) {
    for (const secret of one.secrets ?? []) expect(Object.keys(secrets), name).toContain(secret)
    for (const network of one.networks) expect(Object.keys(networks), name).toContain(network)
    for (const needed of needs(one)) expect(Object.keys(services), name).toContain(needed)
    for (const volume of one.volumes ?? []) {
      const [source = ''] = volume.split(':')
      if (!source.startsWith('.')) expect(Object.keys(volumes), name).toContain(source)
    }
  }
})

test('only `web` is published, on 8000; services of a profile only on localhost', () => {
  const published = (env: Record<string, string>) => service('web').ports?.map((port) => interpolate(port, env))
  expect(published({})).toEqual(['0.0.0.0:8000:8000'])
  expect(published({ HOST: '127.0.0.1', PORT: '9000' })).toEqual(['127.0.0.1:9000:8000'])
  for (const [name, one] of entries.filter(([name]) => name !== 'web')) {
    if (one.profiles === undefined) expect(one.ports, name).toBeUndefined()
    for (const port of one.ports ?? []) expect(port, name).toMatch(/^127\.0\.0\.1:/)
  }
  expect(networks.internal?.internal).toBe(true)
  for (const name of ['db', 'redis']) expect(service(name).networks).toEqual(['internal'])
})

test('the shop starts after its servers are healthy and the database is migrated', () => {
  expect(service('web').depends_on).toEqual({
    migrate: { condition: 'service_completed_successfully' },
    db: { condition: 'service_healthy' },
    redis: { condition: 'service_healthy' },
  })
  expect(service('migrate').command).toEqual(['node', 'dist/migrate.js'])
  expect(service('migrate').restart).toBeUndefined()
  for (const [name, one] of entries) {
    for (const [needed, { condition }] of Object.entries(Array.isArray(one.depends_on) ? {} : (one.depends_on ?? {}))) {
      if (condition === 'service_healthy') expect(service(needed).healthcheck, `${name} waits`).toHaveProperty('test')
    }
  }
})

test('the images have fixed versions', () => {
  expect(service('db').image).toBe('postgres:16')
  expect(service('redis').image).toBe('redis:7-alpine')
  for (const [name, { image, build }] of entries) if (build === undefined) expect(image, name).toMatch(/:(?!latest)/)
})

test('our containers are read-only and have no privileges', () => {
  for (const [name, one] of entries.filter(([, { build }]) => build !== undefined)) {
    expect(one, name).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
  }
  expect(service('web').stop_grace_period).toBe('30s')
})

describe('the settings of the container', () => {
  const required: Record<string, string> = { PAYMENT_PROVIDER: 'sandbox' }
  for (const name of ['SECRET_KEY', 'JWT_SECRET_KEY', 'CRON_SECRET', 'METRICS_TOKEN', 'POSTGRES_PASSWORD']) {
    required[name] = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex')
  }
  /** The environment of a service when `.env` has these variables. */
  const environmentOf = (name: string, env: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(service(name).environment ?? {}).map(([key, value]) => [key, interpolate(value, env)]),
    )

  test('are accepted with what the first lines of the file write into .env', () => {
    const [, names = ''] = /for name in (.*); do .*openssl rand -hex 32/.exec(text) ?? []
    expect([...names.split(' '), 'PAYMENT_PROVIDER'].sort()).toEqual(Object.keys(required).sort())
    for (const name of ['web', 'migrate', 'seed']) {
      const settings = parseEnvironment(environmentOf(name, required))
      expect(settings).toMatchObject({ debug: false, webConcurrency: 2, useCache: true, firstAdmin: undefined })
    }
  })

  test('have no default for a secret, nor for the payment provider: the sandbox gives the goods away', () => {
    for (const name of Object.keys(required)) {
      const { [name]: _, ...others } = required
      expect(() => environmentOf('web', others), name).toThrow(`${name}: see the top of docker-compose.yml`)
      expect(() => environmentOf('web', { ...others, [name]: '' }), name).toThrow(name)
    }
    expect(text).not.toMatch(/(SECRET\w*|PASSWORD|KEY|TOKEN): ['"]?[A-Za-z0-9]/)
  })

  test.each(Object.keys(environmentVariables))('%s of .env has an effect', (name) => {
    const set = { ...required, [name]: 'a-value' }
    if (name === 'PORT' || name === 'HOST') {
      expect(interpolate(service('web').ports?.[0] ?? '', set)).toContain('a-value')
    } else {
      for (const one of ['web', 'migrate', 'seed']) expect(environmentOf(one, set)[name], one).toContain('a-value')
    }
  })

  test('are all known to the shop, and optional ones are unset by default', () => {
    for (const [name, value] of Object.entries(environmentOf('web', required))) {
      expect([...Object.keys(environmentVariables), 'HOST'], name).toContain(name)
      if (value !== '') continue
      expect(environmentVariables[name as keyof typeof environmentVariables].safeParse(undefined).success).toBe(true)
    }
  })

  test('the token of the metrics is the one that Prometheus sends', async () => {
    const Scrape = z.object({ authorization: z.object({ credentials_file: z.string() }) })
    const { scrape_configs } = await readYaml(
      'monitoring/prometheus.yml',
      z.object({ scrape_configs: z.array(Scrape) }),
    )
    const [name = ''] = service('prometheus').secrets ?? []
    expect(scrape_configs.map(({ authorization }) => authorization.credentials_file)).toEqual([`/run/secrets/${name}`])
    expect(secrets[name]).toEqual({ environment: 'METRICS_TOKEN' })
    expect(environmentOf('web', { ...required, ALLOWED_HOSTS: 'shop.example' }).ALLOWED_HOSTS).toBe('shop.example,web')
  })
})

test('the profiles have their services', () => {
  const of = (profile: string) => entries.filter(([, one]) => one.profiles?.includes(profile)).map(([name]) => name)
  expect(of('edge').sort()).toEqual(['neon', 'upstash'])
  expect(of('monitoring').sort()).toEqual(['grafana', 'prometheus'])
})
