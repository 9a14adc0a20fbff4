import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { parseEnvironment } from '../../shared/platform/configuration/configuration.ts'
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
  ports: z.array(z.string().regex(/^(127\.0\.0\.1:)?\d+:\d+$/)).optional(),
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
})

const FILE = 'docker-compose.yml'
const { services, networks, volumes } = await readYaml(FILE, Compose)
const text = await readFile(FILE, 'utf8')
const entries = Object.entries(services)
const needs = ({ depends_on: needed = {} }: Service) => (Array.isArray(needed) ? needed : Object.keys(needed))
const service = (name: string) => Service.parse(services[name])

test('networks, services and volumes of a service exist', () => {
  for (const [name, one] of entries) {
    for (const network of one.networks) expect(Object.keys(networks), name).toContain(network)
    for (const needed of needs(one)) expect(Object.keys(services), name).toContain(needed)
    for (const volume of one.volumes ?? []) {
      const [source = ''] = volume.split(':')
      if (!source.startsWith('.')) expect(Object.keys(volumes), name).toContain(source)
    }
  }
})

test('only `web` is published, on 8000; services of a profile only on localhost', () => {
  expect(service('web').ports).toEqual(['8000:8000'])
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

describe('secrets', () => {
  const variables = [...text.matchAll(/\$\{(\w+)(?::[?-]([^}]*))?\}/g)].map(([, name = '', rest = '']) => ({
    name,
    rest,
  }))

  test('come from the environment, and are required', () => {
    for (const { name, rest } of variables.filter(({ name }) => /SECRET|PASSWORD|KEY/.test(name))) {
      if (/^(ADMIN|STRIPE)_/.test(name)) expect(rest, name).toBe('')
      else expect(text, name).toContain(`\${${name}:?`)
    }
    expect(text).not.toMatch(/(SECRET\w*|PASSWORD|KEY): ['"]?[A-Za-z0-9]/)
  })

  test('generated as in the first lines of the file are accepted by the shop', () => {
    const generated: Record<string, string> = {}
    for (const name of ['SECRET_KEY', 'JWT_SECRET_KEY', 'CRON_SECRET', 'POSTGRES_PASSWORD']) {
      generated[name] = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex')
    }
    const resolve = (value: string) =>
      value.replaceAll(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name, kind, rest) => {
        return generated[name] ?? (kind === '-' ? rest : `${name} is missing`)
      })
    for (const name of ['web', 'migrate', 'seed']) {
      const given = Object.entries(service(name).environment ?? {})
      const settings = parseEnvironment(Object.fromEntries(given.map(([key, value]) => [key, resolve(value)])))
      expect(settings).toMatchObject({ debug: false, webConcurrency: 2, firstAdmin: undefined })
    }
  })
})

test('the profiles have their services', () => {
  const of = (profile: string) => entries.filter(([, one]) => one.profiles?.includes(profile)).map(([name]) => name)
  expect(of('edge').sort()).toEqual(['neon', 'upstash'])
  expect(of('monitoring').sort()).toEqual(['grafana', 'prometheus'])
})
