import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { workers } from '../../../scripts/build/targets/workers.ts'
import { installRuntimes } from '../../../scripts/test/install-runtimes.ts'
import { registry } from '../../../shared/platform/observability/instruments/metrics.ts'
import { buildTarget } from '../../scripts/build/build-target.ts'
import { type Call, callerOf, secrets, shop as sell } from '../../scripts/build/deployed-shop.ts'
import { runWorkers } from '../../scripts/build/hosts/workers.ts'
import { hasPostgres } from '../../support/database.ts'
import { startNeonEndpoint } from '../../support/neon-endpoint.ts'
import { testShop } from '../../support/shop.ts'
import { countersOf } from './edge-counters.ts'
import { samples } from './samples.ts'

/** Successful and refused requests that increase every counter. */
async function visit(call: Call): Promise<void> {
  await sell(call)
  await call('GET', '/nothing/here')
  await call('DELETE', '/products')
  await call('PUT', '/carts/c1/items/MILK-0001', { quantity: -1 })
  await call('GET', '/products/no-such')
  const credentials = { email: `${crypto.randomUUID()}@shop.example`, password: 'correct horse battery' }
  expect((await call('POST', '/auth/register', { ...credentials, name: 'Ann' })).status).toBe(201)
  const { accessToken } = (await call('POST', '/auth/login', credentials)).body
  const token = { authorization: `Bearer ${accessToken}` }
  const [sale] = Object((await call('GET', '/flash-sales')).body.items)
  const claim = (quantity: number, headers = token) =>
    call('POST', `/flash-sales/${sale.id}/claims`, { quantity }, headers)
  expect((await claim(1)).status).toBe(201)
  expect((await claim(sale.perCustomerLimit)).body.code).toBe('flash_sale_limit_reached')
}

test('docs/observability.md lists for every metric of the container its log line at the edge, or that there is none', async () => {
  const text = await readFile('docs/observability.md', 'utf8')
  const section = text.slice(text.indexOf('### Counters at the edge'), text.indexOf('## Sentry'))
  const names = (await registry.getMetricsAsJSON()).map(({ name }) => name).filter((name) => name.startsWith('larder_'))
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !section.includes(`\`${name}\``))).toEqual([])
})

describe('lines of a bundle in workerd', async () => {
  if (!hasPostgres()) return test.skip('requires TEST_DATABASE_URL')
  if (!(await installRuntimes())) return test.skip('is not tested: the runtimes are not installed')
  const shop = await testShop({ variables: { ...secrets, LOG_LEVEL: 'silent' } })
  const neon = await startNeonEndpoint(shop.env.DATABASE_URL ?? '')
  afterAll(() => neon.stop())
  const { out } = await buildTarget(workers)
  const scrape = async () => samples((await shop.call('GET', '/metrics')).text)

  test('give the same counts as the container for the same requests', async () => {
    const { origin, lines } = await runWorkers(out, ['all'], { ...secrets, DATABASE_URL: neon.url, LOG_LEVEL: 'info' })
    let requests = 0
    await visit((...sent) => {
      requests += 1
      return callerOf(origin)(...sent)
    })
    const isRequest = (line: string) => /"msg":"(slow )?request"/.test(line)
    await vi.waitFor(() => expect(lines.filter(isRequest)).toHaveLength(requests), { timeout: 30_000 })

    const before = await scrape()
    await visit(async (method, path, body, headers = {}) => {
      const answer = await shop.call(method, path, { headers, ...(body === undefined ? {} : { body }) })
      return { status: answer.status, headers: answer.headers, body: Object(answer.body) }
    })
    const after = await scrape()
    const counted =
      /^larder_(http_requests|problems|orders|flash_sale_attempts|payment_events)_total|^larder_http_request_seconds_count/
    const grown = [...after]
      .map(([name, value]): [string, number] => [name, value - (before.get(name) ?? 0)])
      .filter(([name, growth]) => counted.test(name) && growth > 0 && !name.includes('route="/metrics"'))
    expect(Object.fromEntries(countersOf(lines))).toEqual(Object.fromEntries(grown))
    expect(grown.map(([name]) => name.split('{')[0])).toEqual(
      expect.arrayContaining([
        'larder_orders_total',
        'larder_payment_events_total',
        'larder_flash_sale_attempts_total',
      ]),
    )
  })
})
