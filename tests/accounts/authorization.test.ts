import { describe, expect, test } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { CRON_SECRET, shopOn, testShop } from '../support/shop.ts'
import { credentialsOf, KEY, METRICS_TOKEN, PREVIOUS } from './credentials.ts'
import { ownershipTests } from './ownership.ts'

const variables = { JWT_SECRET_KEY: KEY, JWT_SECRET_KEY_PREVIOUS: PREVIOUS, METRICS_TOKEN }
const shop = await testShop({ variables })
const credentials = await credentialsOf(shop)

const definitions = manifest.map(({ definition }) => definition)
const admissionOf = ({ access }: EndpointDefinition) => (access === 'public' ? access : access.name)
const named = (some: readonly EndpointDefinition[]) => some.map((one) => [`${one.method} ${one.route}`, one] as const)

/**
 * A request that names nothing that there is: what matters is whether it is let in to be told so. It has a guest's token
 * of an order, which stands for no other credentials.
 */
function send(definition: EndpointDefinition, authorization: string | undefined, to = shop) {
  const path = definition.route.replaceAll(/\{\w+\}/g, 'anything')
  const headers = { 'x-order-token': 'anything', ...(authorization === undefined ? {} : { authorization }) }
  return to.call(definition.method, path, { headers, ...(definition.body ? { body: {} } : {}) })
}

describe.each(named(definitions))('%s', (_name, definition) => {
  const { unknown, forbidden, letIn } = credentials[admissionOf(definition)]

  test.each(Object.entries(unknown))('401 unauthenticated: %s', async (_what, authorization) => {
    const answer = await send(definition, authorization)
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    for (const secret of [KEY, PREVIOUS, METRICS_TOKEN, CRON_SECRET]) expect(answer.text).not.toContain(secret)
  })

  test.each(Object.entries(forbidden))('403 forbidden: %s', async (_what, authorization) => {
    expect(await send(definition, authorization)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  test.each(Object.entries(letIn))('let in: %s', async (_what, authorization) => {
    expect([401, 403]).not.toContain((await send(definition, authorization)).status)
  })
})

describe('where no secret is set', () => {
  const { CRON_SECRET: _secret, METRICS_TOKEN: _token, ...rest } = shop.env
  const bare = shopOn(shop.database, rest)
  const guarded = (name: string) => named(definitions.filter((one) => admissionOf(one) === name))
  const guesses = [undefined, '', 'Bearer', 'Bearer undefined', 'Bearer null', 'Bearer  ']

  test.each(guarded('cron'))('nobody is let in: %s', async (_name, definition) => {
    for (const guess of [...guesses, ...Object.values(credentials.cron.letIn)]) {
      expect((await send(definition, guess, bare)).status).toBe(401)
    }
  })

  test.each(guarded('scraper'))('everybody is let in: %s', async (_name, definition) => {
    for (const guess of guesses) expect((await send(definition, guess, bare)).status).toBe(200)
  })
})

describe('what belongs to a customer', () => ownershipTests(shop))

test('every admission that there is was walked', () => {
  expect([...new Set(definitions.map(admissionOf))].toSorted()).toEqual(Object.keys(credentials).toSorted())
})
