import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertPlacementCart,
  insertPlacementProducts,
  removeDelivery,
  requestFor,
} from '../../support/sql/placement.ts'
import { readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const claim = "insert into idempotency_keys (scope, key, fingerprint, order_id) values ('guest', 'key-x', 'body', 'y')"

describe.runIf(hasPostgres())('place_order beside another transaction', () => {
  test('a request with the same key waits before it locks any row, then returns the same order', async () => {
    const { shop, meet } = await twoSessions()
    await insertPlacementProducts(shop)
    await insertPlacementCart(shop, 'y')
    await removeDelivery(shop, 'y')
    await shop.write('select place_order($1)', JSON.stringify({ ...requestFor('y'), key: 'another' }))
    const met = await meet({
      first: claim,
      routine: 'place_order',
      values: [JSON.stringify({ ...requestFor('x'), cartId: 'y' })],
      meanwhile: async () => await readLockedKeys(shop, 'carts', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [], answer: { replayed: true, order: { id: 'y' } } })
  })
})
