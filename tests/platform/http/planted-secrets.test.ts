import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { signAccessToken } from '../../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { databases } from '../../../shared/platform/db/open.ts'
import type { EndpointDefinition } from '../../../shared/platform/http/definition.ts'
import { signUp } from '../../accounts/sign-up.ts'
import { addProduct, addSlot } from '../../functions/catalog/test-records.ts'
import { CRON_SECRET, SECRET_KEY, shopOn, type TestShop, testShop } from '../../support/shop.ts'
import { foundIn, planted, plantedRequests } from './planted.ts'
import { captureLog, toyEndpoint, toyRequest } from './toy-endpoint.ts'

const shop = await testShop({ variables: { LOG_LEVEL: 'trace' } })
const lines = captureLog(shop.env)
const configuration = getConfiguration(shop.env)

/** A customer with an order, a cart and tokens. */
const ann = await signUp(shop)
const own = shopOn(shop.database, shop.env, ann.headers)
const sku = await addProduct(shop, { onHand: 100 })
const slotId = await addSlot(shop)
const guests = await shop.order({ lines: { [sku]: 1 } })
const order = await own.order({ lines: { [sku]: 1 } })
const cart = await own.cart({ lines: { [sku]: 1 } })
const names: Record<string, string> = {
  ...{ cartId: cart.id, orderId: order.id, sku, slotId, paymentId: order.payment.id ?? '', outcome: 'fail' },
  ...{ provider: 'sandbox', name: 'deliver-outbox', refreshToken: ann.tokens.refreshToken },
}
const staff = await signAccessToken(configuration, { customerId: ann.account.id, role: 'admin' })
const secrets = [
  ...Object.values(planted),
  ...[ann.email, ann.tokens.accessToken, ann.tokens.refreshToken, guests.accessToken ?? '', staff],
  ...[CRON_SECRET, SECRET_KEY, 'hunter2'],
]

function tokenFor({ access }: EndpointDefinition): Record<string, string> {
  if (access === 'public') return {}
  const token = {
    cron: CRON_SECRET,
    scraper: 'no-token-required',
    staff,
    admin: staff,
    customer: ann.tokens.accessToken,
    anyone: ann.tokens.accessToken,
  }
  return { authorization: `Bearer ${token[access.name]}` }
}

/** Sends all planted requests to an endpoint, and returns the statuses. */
async function sendAll(to: TestShop, definition: EndpointDefinition, outage = false): Promise<number[]> {
  const statuses = []
  for (const { method, path, headers, body } of plantedRequests(definition, names)) {
    const sending = {
      headers: { ...tokenFor(definition), ...headers },
      outage,
      ...(body === undefined ? {} : { body }),
    }
    statuses.push((await to.call(method, path, sending)).status)
  }
  return statuses
}
/** erase-me is the last, because it invalidates the tokens. */
const endpoints = manifest
  .map(({ definition }) => definition)
  .toSorted((a, b) => Number(a.operation === 'erase-me') - Number(b.operation === 'erase-me'))
const cases = endpoints.map((one) => [`${one.method} ${one.route}`, one] as const)

/** The log has a line for each request and none of the secrets. */
function expectNoSecrets(requests: number) {
  expect(foundIn(lines.join(''), secrets)).toEqual([])
  expect(lines.filter((line) => /"msg":"(slow )?request"/.test(line))).toHaveLength(requests)
  lines.length = 0
}

test('a handler that logs its input is detected', async () => {
  lines.length = 0
  const careless = toyEndpoint({
    async work({ log, body }) {
      log.trace({ got: body }, 'working')
      return undefined
    },
  })
  await careless.fetch(toyRequest({ body: JSON.stringify({ name: 'Bear', more: planted }) }), shop.env)
  const found = foundIn(lines.join(''), Object.values(planted))
  expect(found).toEqual(Object.values(planted))
  expect(foundIn(encodeURIComponent(planted.note), [planted.note])).toEqual([planted.note])
  lines.length = 0
})

describe('the log contains none of the sent secrets', () => {
  test.each(cases)('%s', async (_name, definition) => {
    lines.length = 0
    const statuses = await sendAll(shop, definition)
    expectNoSecrets(statuses.length)
  })

  test('for a successful purchase, from the account to the payment', async () => {
    lines.length = 0
    const { email, password, name, line1 } = planted
    for (const [path, body] of [
      ['/auth/register', { email: `2.${email}`, password, name }],
      ['/auth/login', { email: `2.${email}`, password }],
    ] as const) {
      expect((await shop.call('POST', path, { body })).status).toBeLessThan(300)
    }
    const filled = await shop.cart({ lines: { [sku]: 1 } })
    const body = { slotId, address: { name, line1 } }
    expect((await shop.call('PUT', `/carts/${filled.id}/delivery`, { body })).status).toBe(200)
    const placed = await shop.order({ lines: { [sku]: 1 } }, { email })
    await shop.conclude(placed)
    await shop.job('process-webhooks')
    await shop.job('deliver-outbox')
    expect(lines.length).toBeGreaterThan(8)
    expect(foundIn(lines.join(''), [...secrets, placed.accessToken ?? 'none'])).toEqual([])
  })
})

describe('the log contains no secrets when every database call fails and quotes its input', () => {
  /** Data errors quote the value in their message, constraint violations the row in their detail. */
  const faults = {
    'a data error': 'perform (request::text)::integer',
    'a violation':
      "raise exception using errcode = '23505', message = 'duplicate key', detail = request::text, constraint = 'some_key'",
  }

  test.each(Object.entries(faults))('%s', async (_what, statement) => {
    const broken = await testShop({ variables: { LOG_LEVEL: 'trace', STORE_CURRENCY: 'HKD' } })
    const brokenLines = captureLog(broken.env)
    await broken.rows(`do $do$ declare routine record; begin
      for routine in select proname, pg_get_function_result(oid) as type from pg_proc
        where pronamespace = 'public'::regnamespace and pg_get_function_identity_arguments(oid) = 'request jsonb'
      loop
        execute format('create or replace function %I(request jsonb) returns %s language plpgsql as $body$ begin
          ' || $statement$${statement}$statement$ || '; end $body$', routine.proname, routine.type);
      end loop;
      alter table products rename to products_gone;
    end $do$`)
    const seen: number[] = []
    for (const definition of endpoints) seen.push(...(await sendAll(broken, definition, true)))
    expect(foundIn(brokenLines.join(''), secrets)).toEqual([])
    expect(seen.filter((status) => status === 500).length).toBeGreaterThan(30)
    expect(brokenLines.filter((line) => line.includes('request failed')).length).toBeGreaterThan(30)
    await broken.rows('alter table products_gone rename to products')
  })
})

describe('the log contains no secrets when the database is unavailable', async () => {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const at = server.address()
  const port = typeof at === 'object' && at !== null ? at.port : 0
  await new Promise((resolve) => server.close(resolve))
  const env = { ...shop.env, DATABASE_URL: `postgres://larder:hunter2@127.0.0.1:${port}/larder` }
  const database = databases.get(getConfiguration(env))
  const outageLines = captureLog(env)
  afterAll(async () => {
    if ('runScript' in database) await database.close()
  })

  test('for every endpoint', async () => {
    const statuses = []
    if (!('runScript' in database)) throw new Error('expected a database over TCP')
    for (const definition of endpoints) statuses.push(...(await sendAll(shopOn(database, env), definition, true)))
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(30)
    expect(foundIn(outageLines.join(''), secrets)).toEqual([])
    expect(outageLines.length).toBeGreaterThan(statuses.length)
  })
})
