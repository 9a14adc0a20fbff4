import { describe, expect, test } from 'vitest'
import type { OrderRecord } from '../../shared/orders/order-record.ts'
import { sortPicked } from '../../shared/orders/picked-goods.ts'
import { recordOf } from '../../shared/orders/placement.ts'
import { type Goods, presentStaffOrder } from '../../shared/orders/staff-order.ts'
import { worksHere } from '../back-office/staff.ts'
import { sell } from '../functions/goods.ts'
import { testShop } from '../support/shop.ts'
import { shopWith } from './between.ts'
import { placement } from './placement-sample.ts'

const at = '2026-11-28T10:00:00.000Z'
const slot = { id: 'slot', startsAt: at, endsAt: at }
const placed = { number: 100_007, createdAt: at, expiresAt: at, slot, history: [] }
const sample = recordOf(placement, placed)
const [line] = sample.lines
if (line === undefined) throw new Error('the sample has a line')

const orderOf = (...lines: Partial<OrderRecord['lines'][number]>[]): OrderRecord => ({
  ...sample,
  lines: lines.map((facts) => ({
    ...line,
    quantity: 2,
    orderedQuantity: 2,
    substitution: { type: 'similar' },
    ...facts,
  })),
})
const goods = (sku: string): Goods => ({
  ...{ sku, barcode: null, name: { en: sku }, category: 'milk', unit: 'each', price: 400, priceQuantity: 1 },
  ...{ temperature: 'frozen', ageRestricted: false, active: true },
})
const messagesOf = (sorted: ReturnType<typeof sortPicked>) => ('ok' in sorted ? sorted.facts.errors : 'sorted')

describe('what was picked', () => {
  test('of a product bought twice, in a flash sale and at the usual price, the former is given first', () => {
    const order = orderOf({ sku: 'A' }, { sku: 'A', claimId: 'clm_1' })
    const sorted = sortPicked(order, [{ sku: 'A', quantity: 3 }], [])
    expect('ok' in sorted ? sorted : sorted.lines.map(({ picked }) => picked)).toEqual([1, 2])
  })

  test('a substitute is told once, and for a line that is told', () => {
    const order = orderOf({ sku: 'A' }, { sku: 'B' })
    const substitute = { sku: 'C', quantity: 1, substitutes: 'A' }
    const twice = sortPicked(
      order,
      [{ sku: 'A', quantity: 0 }, { sku: 'B', quantity: 2 }, substitute, substitute],
      [goods('A'), goods('C')],
    )
    expect(messagesOf(twice)).toEqual([{ path: 'picked.3', message: 'is told twice', sku: 'C' }])
    const untold = sortPicked(order, [{ sku: 'B', quantity: 2 }, substitute], [goods('A'), goods('C')])
    expect(messagesOf(untold)).toMatchObject([{ path: 'picked', sku: 'A' }])
  })

  test('something similar is of the same category; what is named may be of any', () => {
    const told = [
      { sku: 'A', quantity: 0 },
      { sku: 'C', quantity: 1, substitutes: 'A' },
    ]
    const known = [goods('A'), { ...goods('C'), category: 'bread' }]
    expect(messagesOf(sortPicked(orderOf({ sku: 'A' }), told, known))).toEqual([
      { path: 'picked.1', message: 'is not similar: it is of another category than A', sku: 'C' },
    ])
    const named = orderOf({ sku: 'A', substitution: { type: 'sku', sku: 'C' } })
    expect(messagesOf(sortPicked(named, told, known))).toBe('sorted')
  })

  test('two substitutes share what a line misses', () => {
    const order = orderOf({ sku: 'A' })
    const told = ['C', 'D', 'E'].map((sku) => ({ sku, quantity: 1, substitutes: 'A' }))
    const sorted = sortPicked(order, [{ sku: 'A', quantity: 0 }, ...told], ['A', 'C', 'D', 'E'].map(goods))
    expect(messagesOf(sorted)).toEqual([{ path: 'picked.3', message: 'only 0 of A are missing', sku: 'E' }])
  })
})

describe('units that were refunded before packing', () => {
  test('are neither given nor replaced', () => {
    const order = orderOf({ sku: 'A' })
    const takenOff = [{ sku: 'A', quantity: 1 }]
    const known = [goods('A'), goods('C')]
    const sort = (given: number, replaced: number) =>
      messagesOf(
        sortPicked(
          order,
          [
            { sku: 'A', quantity: given },
            { sku: 'C', quantity: replaced },
          ],
          known,
          takenOff,
        ),
      )
    expect(sort(2, 0)).toEqual([{ path: 'picked.0', message: 'at most 1 may be given', sku: 'A' }])
    expect(sort(1, 1)).toMatchObject([{ path: 'picked.1', sku: 'C' }])
    expect(sort(0, 2)).toEqual([{ path: 'picked.1', message: 'only 1 of A are missing', sku: 'C' }])
    expect([sort(1, 0), sort(0, 1)]).toEqual(['sorted', 'sorted'])
  })

  test('fall off the usual price first, and the pick list says what is left', () => {
    const [usual, sale] = [{ sku: 'A' }, { sku: 'A', claimId: 'clm_1' }]
    for (const [quantity, left] of [
      [1, [1, 2]],
      [3, [0, 1]],
    ] as const) {
      const takenOff = [{ sku: 'A', quantity }]
      const { pickList } = presentStaffOrder({ order: orderOf(usual, sale), goods: [], takenOff })
      expect(pickList.ambient.map(({ toPick }) => toPick)).toEqual(left)
      const given = left[0] + left[1]
      const sorted = sortPicked(orderOf(usual, sale), [{ sku: 'A', quantity: given }], [], takenOff)
      expect('ok' in sorted ? sorted : sorted.lines.map(({ picked }) => picked)).toEqual(left)
    }
  })
})

test('a pick list names what the catalog no longer describes', () => {
  const { pickList } = presentStaffOrder({
    order: orderOf({ sku: 'B' }, { sku: 'A' }),
    goods: [goods('B')],
    takenOff: [],
  })
  expect(pickList.ambient).toMatchObject([{ sku: 'A', barcode: null, ageRestricted: false }])
  expect(pickList.frozen).toMatchObject([{ sku: 'B' }])
})

describe('a substitute whose price changes while it is told', () => {
  async function packWhile(changes: number) {
    const shop = await testShop()
    const headers = await worksHere(shop)
    const [sku, other] = [await sell(shop, { price: 1000 }), await sell(shop, { price: 500 })]
    const cart = await shop.cart()
    await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body: { quantity: 1, substitution: 'similar' } })
    const order = Object((await shop.place({ ...cart, total: 1000 })).body)
    await shop.conclude(order)
    const dearer = () => shop.rows('update products set price = price + 100 where sku = $1', [other])
    const busy = shopWith(shop, 'staff_order_view', dearer, changes)
    const picked = [
      { sku, quantity: 0 },
      { sku: other, quantity: 1 },
    ]
    await shop.call('POST', `/admin/orders/${order.id}/transitions`, { headers, body: { to: 'picking' } })
    return busy.call('POST', `/admin/orders/${order.id}/transitions`, { headers, body: { to: 'packed', picked } })
  }

  test('is read again, and costs what it costs then', async () => {
    expect(await packWhile(1)).toMatchObject({ status: 200, body: { total: 600 } })
  })

  test('409 price_changed, when it changes again and again', async () => {
    expect(await packWhile(3)).toMatchObject({ status: 409, body: { code: 'price_changed' } })
  })
})
