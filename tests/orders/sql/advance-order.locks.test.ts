import { describe, expect, test } from 'vitest'
import { stagesBefore, type Target } from '../../../shared/orders/transitions.ts'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import {
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertSales,
} from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, type TwoSessions, twoSessions } from '../../support/sql/two-sessions.ts'

const request = (to: Target, packing: object | null = null) =>
  JSON.stringify({ actor, orderId: 'x', to, from: stagesBefore(to), packing })

async function orderInPicking({ shop }: TwoSessions): Promise<void> {
  await insertOrder(shop, 'x', { status: 'picking' })
  await insertPayment(shop, 'x', { captured: 1_000 })
  for (const sku of ['X-c', 'X-B', 'X-a']) await insertProduct(shop, sku)
  await insertOrderLines(shop, 'x', { 'X-c': 1, 'X-a': 1, 'X-B': 1 })
  await insertSales(shop, 'x', { 'X-c': 1, 'X-a': 1, 'X-B': 1 })
}

describe.runIf(hasPostgres())('advance_order beside another transaction', () => {
  test('waits for the same transition, which happens once', async () => {
    const sessions = await twoSessions()
    await orderInPicking(sessions)
    const { waited, answer } = await sessions.meet({
      first: `select advance_order('${request('out_for_delivery')}')`,
      routine: 'advance_order',
      values: [request('out_for_delivery')],
    })
    expect({ waited, answer }).toMatchObject({ waited: true, answer: { order: { status: 'out_for_delivery' } } })
    expect(await sessions.shop.rows("select from audit_log where entity_id = 'x'")).toHaveLength(1)
  })

  test('waits for packing, and refuses other picks', async () => {
    const sessions = await twoSessions()
    await orderInPicking(sessions)
    const met = await sessions.meet({
      first: `select advance_order('${request('packed')}')`,
      routine: 'advance_order',
      values: [request('packed', { picked: [{ sku: 'X-a', quantity: 0 }], lines: [], substitutes: [] })],
    })
    expect(met).toMatchObject({ waited: true, answer: { refused: 'already_packed' } })
  })

  test('waits for a cancellation, and refuses to pack', async () => {
    const sessions = await twoSessions()
    await orderInPicking(sessions)
    const met = await sessions.meet({
      first: `select advance_order('${request('cancelled')}')`,
      routine: 'advance_order',
      values: [request('packed')],
    })
    const refusal = { refused: 'transition_not_allowed', facts: { orderStage: 'cancelled' } }
    expect(met).toMatchObject({ waited: true, answer: refusal })
  })

  test.for(['packed', 'cancelled'] as const)('to %s: locks the order first, then its SKUs', async (to) => {
    const sessions = await twoSessions()
    await orderInPicking(sessions)
    const { waited, meanwhile } = await sessions.meet({
      first: lockStatement('inventory', 'sku', 'X-B'),
      routine: 'advance_order',
      values: [request(to)],
      meanwhile: async (shop) => [
        await readLockedKeys(shop, 'orders', 'id'),
        await readLockedKeys(shop, 'inventory', 'sku'),
      ],
    })
    expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: [['x'], ['X-B']] })
  })
})
