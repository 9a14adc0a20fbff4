import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { manifest } from '../../functions/_manifest.ts'
import { SessionList } from '../../shared/accounts/own-sessions.ts'
import { FlashSaleClaim } from '../../shared/flash-sales/flash-sale.ts'
import { FlashSalePage } from '../../shared/flash-sales/read-flash-sales.ts'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { readOrderRows } from '../orders/order-rows.ts'
import { shopOn, type TestShop } from '../support/shop.ts'
import { bearer, signUp } from './sign-up.ts'

const SKU = 'MILK-0002'

/** Parameters and body fields that identify something owned by a shopper, with a function that creates one. */
const owned: Record<string, (owner: TestShop) => Promise<string>> = {
  cartId: async (owner) => (await owner.cart({ lines: { [SKU]: 1 } })).id,
  orderId: async (owner) => (await owner.order({ lines: { [SKU]: 1 } })).id,
  sessionId: async (owner) => SessionList.parse((await owner.call('GET', '/me/sessions')).body).items[0]?.id ?? '',
  claimId: async (owner) => {
    const path = `/flash-sales/${await runningSale(owner)}/claims`
    return FlashSaleClaim.parse((await owner.call('POST', path, { body: { quantity: 1 } })).body).id
  },
}
/** The running flash sale of the sample shop. */
const runningSale = async (shop: TestShop): Promise<string> =>
  FlashSalePage.parse((await shop.call('GET', '/flash-sales')).body).items[0]?.id ?? ''

/** Parameters that identify something public. */
const shared: Record<string, string> = {
  ...{ sku: SKU, provider: 'sandbox', paymentId: 'sandbox_1', outcome: 'succeed', file: 'docs.css' },
}
/** Endpoints for shoppers that staff may use for any customer. */
const alsoForStaff = ['get-order']

const parameterNames = ({ route }: EndpointDefinition) =>
  [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
const bodyKeys = ({ body }: EndpointDefinition) => (body instanceof z.ZodObject ? Object.keys(body.shape) : [])
const ownedNames = (definition: EndpointDefinition) =>
  [...parameterNames(definition), ...bodyKeys(definition)].filter((name) => Object.hasOwn(owned, name))

/** Back-office endpoints are not tested here: they are limited by role. */
const forShoppers = manifest
  .map(({ definition }) => definition)
  .filter(({ access }) => access === 'public' || ['anyone', 'customer'].includes(access.name))

async function requestFor(definition: EndpointDefinition, owner: TestShop) {
  const names: Record<string, string> = { ...shared, saleId: await runningSale(owner) }
  for (const name of ownedNames(definition)) names[name] = (await owned[name]?.(owner)) ?? ''
  const path = definition.route.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '')
  const keys = bodyKeys(definition).filter((key) => Object.hasOwn(owned, key))
  const body = {
    ...Object(definition.body?.meta()?.example),
    ...Object.fromEntries(keys.map((key) => [key, names[key]])),
  }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  return (as: TestShop) =>
    as.call(definition.method, path, { headers, ...(definition.body === undefined ? {} : { body }) })
}

/**
 * For every endpoint with something owned by a customer: only the owner can access it. New endpoints are tested
 * automatically; a new parameter must be added above.
 */
export function testOwnership(shop: TestShop): void {
  test.each(forShoppers.map((endpoint) => [`${endpoint.method} ${endpoint.route}`, endpoint] as const))(
    'the owner of each parameter is defined: %s',
    (_name, definition) => {
      const unknown = parameterNames(definition).filter(
        (name) => !Object.hasOwn({ ...owned, ...shared, saleId: '' }, name),
      )
      expect(unknown).toEqual([])
    },
  )

  const endpoints = forShoppers.filter((definition) => ownedNames(definition).length > 0)
  test('there are enough such endpoints', () => expect(endpoints.length).toBeGreaterThan(8))

  describe.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.route}`, endpoint] as const))(
    '%s',
    (_name, definition) => {
      const missing = ownedNames(definition).map((name) => `${name.replace(/Id$/, '')}_not_found`)

      test('is accessible to its owner, and not found for another customer, staff and guests', async () => {
        const ann = await signUp(shop)
        const { account } = await signUp(shop)
        const staff = await signAccessToken(getConfiguration(shop.env), { customerId: account.id, role: 'admin' })
        const as = (headers: Record<string, string>) => shopOn(shop.database, shop.env, headers)
        const send = await requestFor(definition, as(ann.headers))
        const other = await signUp(shop)
        const before = await readOrderRows(shop)
        const bea = await send(as(other.headers))
        expect([bea.status, missing]).toEqual([404, expect.arrayContaining([Object(bea.body).code])])
        if (!alsoForStaff.includes(definition.operation)) {
          expect((await send(as(bearer(staff)))).body).toMatchObject({ code: Object(bea.body).code })
        }
        expect(['unauthenticated', ...missing]).toContain(Object((await send(shop)).body).code)
        expect(await readOrderRows(shop)).toBe(before)

        const own = await send(as(ann.headers))
        expect([401, 403, 422]).not.toContain(own.status)
        expect(missing).not.toContain(Object(own.body).code)
      })
    },
  )
}
