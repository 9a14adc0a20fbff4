import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test } from 'vitest'
import health from '../../../functions/operations/health.ts'
import { Health } from '../../../shared/operations/health.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import type { KeyValueStore } from '../../../shared/platform/kv/key-value-store.ts'
import { flashSaleKeys, rateLimitKey } from '../../../shared/platform/kv/keys.ts'
import { returnAllowance } from '../../../shared/platform/kv/lua/return-allowance.ts'
import { takeAllowance } from '../../../shared/platform/kv/lua/take-allowance.ts'
import { keyValueStores, openKeyValueStore } from '../../../shared/platform/kv/open.ts'
import type { RedisFault } from '../../../shared/platform/kv/redis-faults.ts'
import { testDatabase } from '../../support/database.ts'
import { startRedisServer } from '../../support/redis-server.ts'
import { redisUrl } from '../../support/servers.ts'

type Reports = { fault: RedisFault | null; reason: string }[]

function open(url: string): { kv: KeyValueStore; reports: Reports } {
  const reports: Reports = []
  const kv = openKeyValueStore(url, (fault, reason) => reports.push({ fault, reason }))
  onTestFinished(() => kv.close())
  return { kv, reports }
}

async function started(...settings: string[]) {
  const server = await startRedisServer(settings)
  onTestFinished(() => server.end())
  return server
}

const isUsed = async (kv: KeyValueStore) =>
  kv.checkWrite().then(
    () => true,
    () => false,
  )
const take = (kv: KeyValueStore) =>
  kv.run(takeAllowance, [rateLimitKey('login-ip', crypto.randomUUID())], [60_000, 5]).then(
    ([outcome]) => outcome,
    () => 'unavailable',
  )

describe.runIf(redisUrl !== undefined)('Redis as others run it', () => {
  test('full, with noeviction: health is degraded and names it, reads go on, and it is reported once', async () => {
    const server = await started('--maxmemory-policy', 'noeviction')
    const { kv, reports } = open(server.url)
    await kv.set('larder-test:kept', 'kept', 60_000)
    const admin = new Redis(server.url)
    onTestFinished(() => admin.disconnect())
    await admin.set('filler', 'x'.repeat(1_000_000))
    await admin.config('SET', 'maxmemory', '1mb')

    const { env } = await testDatabase({ embedded: true, variables: { REDIS_URL: server.url } })
    keyValueStores.bind(getConfiguration(env), kv)
    const answered = async () =>
      Health.parse(await (await health.fetch(new Request('http://shop/health/'), env)).json())
    expect(await answered()).toMatchObject({
      status: 'degraded',
      checks: { redis: { status: 'fail', fault: 'out_of_memory' }, database: { status: 'ok' } },
    })
    for (let index = 0; index < 20; index++) {
      expect(await isUsed(kv)).toBe(false)
      expect(await kv.get('larder-test:kept')).toBe('kept')
      expect(await take(kv)).toBe('unavailable')
    }
    expect(reports).toEqual([{ fault: 'out_of_memory', reason: expect.stringContaining('OOM') }])

    await admin.config('SET', 'maxmemory', '100mb')
    await expect.poll(answered, { interval: 500 }).toMatchObject({ checks: { redis: { status: 'ok' } } })
    await expect
      .poll(async () => ((await isUsed(kv)) ? reports.at(-1) : null), { interval: 500 })
      .toEqual({ fault: null, reason: '' })
    expect(reports).toHaveLength(2)
  })

  test('after a failover the connection follows the address to the new primary server', async () => {
    const [first, second] = [await started(), await started()]
    const addresses = [first, second].map(({ url }) => new URL(url))
    const [old, next] = [new Redis(first.url), new Redis(second.url)]
    onTestFinished(() => {
      old.disconnect()
      next.disconnect()
    })
    await next.replicaof('127.0.0.1', Number(addresses[0]?.port))
    // An address as a DNS name or a virtual IP is one: new connections lead to the current primary server, open ones stay.
    let primary = 0
    const sockets = new Set<Socket>()
    const address = createServer((socket) => {
      const target = connect(Number(addresses[primary]?.port), '127.0.0.1')
      for (const [one, other] of [
        [socket, target],
        [target, socket],
      ] as const) {
        sockets.add(one)
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => other.destroy())
      }
    }).listen(0, '127.0.0.1')
    await once(address, 'listening')
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      address.close()
    })
    const bound = address.address()
    const { kv, reports } = open(`redis://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`)
    await kv.set('larder-test:before', '1', 60_000)
    expect(await take(kv)).toBe('allowed')

    await next.replicaof('NO', 'ONE')
    primary = 1
    await old.replicaof('127.0.0.1', Number(addresses[1]?.port))
    const switchedAt = performance.now()
    await expect.poll(() => take(kv), { timeout: 10_000 }).toBe('allowed')
    const milliseconds = performance.now() - switchedAt
    expect(milliseconds).toBeLessThan(5_000)
    await kv.set('larder-test:after', '1', 60_000)
    expect(await next.get('larder-test:after')).toBe('1')
    expect(reports).toEqual([{ fault: 'read_only', reason: expect.stringContaining('READONLY') }])
  })

  test('a replica: degraded and named, and it is used once it is promoted', async () => {
    const [first, second] = [await started(), await started()]
    const replica = new Redis(second.url)
    onTestFinished(() => replica.disconnect())
    await replica.replicaof('127.0.0.1', Number(new URL(first.url).port))
    const { kv, reports } = open(second.url)
    await expect.poll(async () => [await isUsed(kv), kv.fault]).toEqual([false, 'read_only'])
    await replica.replicaof('NO', 'ONE')
    await expect.poll(() => isUsed(kv), { timeout: 10_000 }).toBe(true)
    expect(reports.map(({ fault }) => fault)).toEqual(['read_only'])
  })

  test.each([
    ['a wrong password', 'redis://:wrong-password@HOST', 'authentication', /WRONGPASS|invalid password/],
    ['no password', 'redis://HOST', 'authentication', /NOAUTH/],
    ['a database number that does not exist', 'redis://:the-password@HOST/99', 'database_number', /DB index/],
    ['a host without Redis', 'redis://127.0.0.1:1', 'unreachable', /ECONNREFUSED/],
    ['a host name that does not exist', 'redis://no-such-host.invalid', 'unreachable', /ENOTFOUND|EAI_AGAIN/],
    ['TLS to a server without', 'rediss://:the-password@HOST', 'timeout', /timed out/i],
  ] as const)('%s: reported once, by its reason and without the password', async (_name, form, fault, reason) => {
    const server = await started('--requirepass', 'the-password')
    const { kv, reports } = open(form.replace('HOST', new URL(server.url).host))
    for (let round = 0; round < 4; round++) {
      expect(await isUsed(kv)).toBe(false)
      expect(await take(kv)).toBe('unavailable')
      await new Promise((resolve) => setTimeout(resolve, 600))
    }
    expect(kv.fault).toBe(fault)
    expect(reports).toEqual([{ fault, reason: expect.stringMatching(reason) }])
    expect(JSON.stringify(reports)).not.toMatch(/wrong-password|the-password/)
    const admin = new Redis(server.url, { password: 'the-password' })
    onTestFinished(() => admin.disconnect())
    expect(await admin.keys('*')).toEqual([])
  })

  test('every script’s keys are on one node of a cluster', async () => {
    const server = await started('--cluster-enabled', 'yes')
    const admin = new Redis(server.url)
    onTestFinished(() => admin.disconnect())
    await admin.cluster('ADDSLOTSRANGE', 0, 16_383)
    await expect.poll(async () => String(await admin.cluster('INFO'))).toContain('cluster_state:ok')
    const { kv } = open(server.url)
    await kv.checkWrite()
    const keys = ['a', 'b', 'c'].map((subject) => rateLimitKey(`login-${subject}`, subject))
    expect(await kv.run(takeAllowance, keys, [1, 9, 1, 9, 1, 9])).toEqual(['allowed'])
    expect(await kv.run(returnAllowance, keys, [1, 1, 1])).toEqual(['returned'])
    const { gate, leases, rebuild } = flashSaleKeys('sal_1')
    await kv.delete(gate, leases, rebuild)
    await expect(kv.delete('larder-test:one', 'larder-test:two')).rejects.toThrow('CROSSSLOT')
  })
})

describe.runIf(redisUrl !== undefined)('TLS with a private certificate authority', () => {
  test('the reason is reported, and NODE_EXTRA_CA_CERTS makes it work', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'larder-tls-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const file = (name: string) => join(folder, name)
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    openssl('req', '-x509', ...key, '-subj', '/CN=private', '-keyout', file('ca.key'), '-out', file('ca.pem'))
    const request = ['-subj', '/CN=localhost', '-keyout', file('own.key'), '-addext', 'subjectAltName=DNS:localhost']
    const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-out', file('own.pem')]
    openssl('req', '-x509', ...key, ...request, ...signed, '-addext', 'basicConstraints=critical,CA:FALSE')
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    const tls = ['--tls-port', `${port}`, '--tls-auth-clients', 'no', '--tls-cert-file', file('own.pem')]
    await started(...tls, '--tls-key-file', file('own.key'), '--tls-ca-cert-file', file('ca.pem'))

    const { kv, reports } = open(`rediss://localhost:${port}`)
    expect(await isUsed(kv)).toBe(false)
    expect(reports).toEqual([{ fault: 'certificate', reason: expect.stringMatching(/certificate/) }])

    const script = `import { openKeyValueStore } from './shared/platform/kv/open.ts'
      const kv = openKeyValueStore('rediss://localhost:${port}')
      await kv.checkWrite()
      await kv.close()`
    // biome-ignore lint/style/noProcessEnv: the environment of a child process
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: file('ca.pem') }
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'inherit' })
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})

test.each([
  ['redis://h/abc', 'must end with the port or with a database number'],
  ['redis://h/1/2', 'must end with the port or with a database number'],
  ['rediss://:p/a#b@h', 'must be a URL, with special characters of the password percent-encoded'],
  ['https://name.upstash.io', 'must contain the token'],
  ['localhost:6379', 'must begin with redis://'],
])('REDIS_URL=%s is refused at start', (url, message) => {
  expect(() => getConfiguration({ REDIS_URL: url })).toThrow(`REDIS_URL ${message}`)
})

test.each([
  'redis://h',
  'redis://h/',
  'redis://h:6379/5',
  'rediss://user:p%2Fss@h/0',
  'https://:token@h.upstash.io',
  'memory:',
])('REDIS_URL=%s is accepted', (url) => {
  expect(getConfiguration({ REDIS_URL: url }).redisUrl).toBe(url)
})
