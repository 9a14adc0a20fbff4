import { describe, expect, test } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { CRON_SECRET, shopOn, testShop } from '../support/shop.ts'
import { KEY, METRICS_TOKEN, PREVIOUS, testCredentials } from './credentials.ts'
import { testOwnership } from './ownership.ts'

const variables = { JWT_SECRET_KEY: KEY, JWT_SECRET_KEY_PREVIOUS: PREVIOUS, METRICS_TOKEN }
const shop = await testShop({ variables })
const credentials = await testCredentials(shop)

const definitions = manifest.map(({ definition }) => definition)
const admissionOf = ({ access }: EndpointDefinition) => (access === 'public' ? access : access.name)
const byName = (endpoints: readonly EndpointDefinition[]) =>
  endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.route}`, endpoint] as const)

/**
 * A request with unknown ids: only its admission matters. It has an order token of a guest, which must not replace
 * other credentials.
 */
function send(definition: EndpointDefinition, authorization: string | undefined, to = shop) {
  const path = definition.route.replaceAll(/\{\w+\}/g, 'anything')
  const headers = { 'x-order-token': 'anything', ...(authorization === undefined ? {} : { authorization }) }
  return to.call(definition.method, path, { headers, ...(definition.body ? { body: {} } : {}) })
}

describe.each(byName(definitions))('%s', (_name, definition) => {
  const { unknown, forbidden, admitted } = credentials[admissionOf(definition)]

  test.each(Object.entries(unknown))('401 unauthenticated: %s', async (_what, authorization) => {
    const response = await send(definition, authorization)
    expect(response).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    for (const secret of [KEY, PREVIOUS, METRICS_TOKEN, CRON_SECRET]) expect(response.text).not.toContain(secret)
  })

  test.each(Object.entries(forbidden))('403 forbidden: %s', async (_what, authorization) => {
    expect(await send(definition, authorization)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  test.each(Object.entries(admitted))('admitted: %s', async (_what, authorization) => {
    expect([401, 403]).not.toContain((await send(definition, authorization)).status)
  })
})

describe('without configured secrets', () => {
  const { CRON_SECRET: _secret, METRICS_TOKEN: _token, ...rest } = shop.env
  const withoutSecrets = shopOn(shop.database, rest)
  const guarded = (name: string) => byName(definitions.filter((one) => admissionOf(one) === name))
  const guesses = [undefined, '', 'Bearer', 'Bearer undefined', 'Bearer null', 'Bearer  ']

  test.each(guarded('cron'))('no request is admitted: %s', async (_name, definition) => {
    for (const guess of [...guesses, ...Object.values(credentials.cron.admitted)]) {
      expect((await send(definition, guess, withoutSecrets)).status).toBe(401)
    }
  })

  test.each(guarded('scraper'))('every request is admitted: %s', async (_name, definition) => {
    for (const guess of guesses) expect((await send(definition, guess, withoutSecrets)).status).toBe(200)
  })
})

describe('data owned by a customer', () => testOwnership(shop))

test('every kind of admission is tested', () => {
  expect([...new Set(definitions.map(admissionOf))].toSorted()).toEqual(Object.keys(credentials).toSorted())
})
