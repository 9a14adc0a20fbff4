import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { manifest } from '../../functions/_manifest.ts'
import { FlashSaleClaim } from '../../shared/flash-sales/flash-sale.ts'
import { FlashSalePage } from '../../shared/flash-sales/read-sales.ts'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import { configurationOf } from '../../shared/platform/configuration/configuration.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { books } from '../orders/books.ts'
import { shopOn, type TestShop } from '../support/shop.ts'
import { bearer, signUp } from './people.ts'

const SKU = 'MILK-0002'

/** What of a request, in its path or its body, names something that is somebody's, and how its owner comes by one. */
const owned: Record<string, (owner: TestShop) => Promise<string>> = {
  cartId: async (owner) => (await owner.cart({ lines: { [SKU]: 1 } })).id,
  orderId: async (owner) => (await owner.order({ lines: { [SKU]: 1 } })).id,
  claimId: async (owner) => {
    const path = `/flash-sales/${await runningSale(owner)}/claims`
    return FlashSaleClaim.parse((await owner.call('POST', path, { body: { quantity: 1 } })).body).id
  },
}
/** The seed's flash sale, which runs. */
const runningSale = async (shop: TestShop): Promise<string> =>
  FlashSalePage.parse((await shop.call('GET', '/flash-sales')).body).items[0]?.id ?? ''

/** What names something that is there for all. */
const everybodys: Record<string, string> = {
  ...{ sku: SKU, provider: 'sandbox', paymentId: 'sandbox_1', outcome: 'succeed', file: 'docs.css' },
}
/** What staff may do with what is a customer's; all else is done in the back office. */
const alsoForStaff = ['get-order']

const parametersOf = ({ route }: EndpointDefinition) => [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
const bodyKeysOf = ({ body }: EndpointDefinition) => (body instanceof z.ZodObject ? Object.keys(body.shape) : [])
const namesOf = (definition: EndpointDefinition) =>
  [...parametersOf(definition), ...bodyKeysOf(definition)].filter((name) => Object.hasOwn(owned, name))

/** Whoever works in the shop sees all of it: those endpoints have a role instead. */
const forShoppers = manifest
  .map(({ definition }) => definition)
  .filter(({ access }) => access === 'public' || ['anyone', 'customer'].includes(access.name))

async function requestFor(definition: EndpointDefinition, owner: TestShop) {
  const names: Record<string, string> = { ...everybodys, saleId: await runningSale(owner) }
  for (const name of namesOf(definition)) names[name] = (await owned[name]?.(owner)) ?? ''
  const path = definition.route.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '')
  const keys = bodyKeysOf(definition).filter((key) => Object.hasOwn(owned, key))
  const body = {
    ...Object(definition.body?.meta()?.example),
    ...Object.fromEntries(keys.map((key) => [key, names[key]])),
  }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  return (as: TestShop) =>
    as.call(definition.method, path, { headers, ...(definition.body === undefined ? {} : { body }) })
}

/**
 * For every endpoint of the manifest that names something of a customer's: it is there for its owner, and for nobody
 * else. An endpoint that is added is tested without a word; a parameter that is added must be told here what it names.
 */
export function ownershipTests(shop: TestShop): void {
  test.each(forShoppers.map((one) => [`${one.method} ${one.route}`, one] as const))(
    'it is known what each parameter names: %s',
    (_name, definition) => {
      const unknown = parametersOf(definition).filter(
        (name) => !Object.hasOwn({ ...owned, ...everybodys, saleId: '' }, name),
      )
      expect(unknown).toEqual([])
    },
  )

  const endpoints = forShoppers.filter((definition) => namesOf(definition).length > 0)
  test('there are such endpoints', () => expect(endpoints.length).toBeGreaterThan(8))

  describe.each(endpoints.map((one) => [`${one.method} ${one.route}`, one] as const))('%s', (_name, definition) => {
    const missing = namesOf(definition).map((name) => `${name.replace(/Id$/, '')}_not_found`)

    test('is there for its owner, and does not exist for another, for staff, nor for a guest', async () => {
      const ann = await signUp(shop)
      const { account } = await signUp(shop)
      const staff = await signAccessToken(configurationOf(shop.env), { customerId: account.id, role: 'admin' })
      const as = (headers: Record<string, string>) => shopOn(shop.database, shop.env, headers)
      const send = await requestFor(definition, as(ann.headers))
      const before = await books(shop)
      const bea = await send(as((await signUp(shop)).headers))
      expect([bea.status, missing]).toEqual([404, expect.arrayContaining([Object(bea.body).code])])
      if (!alsoForStaff.includes(definition.operation)) {
        expect((await send(as(bearer(staff)))).body).toMatchObject({ code: Object(bea.body).code })
      }
      expect(['unauthenticated', ...missing]).toContain(Object((await send(shop)).body).code)
      expect(await books(shop)).toBe(before)

      const own = await send(as(ann.headers))
      expect([401, 403, 422]).not.toContain(own.status)
      expect(missing).not.toContain(Object(own.body).code)
    })
  })
}
