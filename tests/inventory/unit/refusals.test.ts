import { describe, expect, test } from 'vitest'
import { findLinesOverLimit, refuseOverLimit } from '../../../shared/inventory/order-limits.ts'
import { findShortLines, refuseShortages } from '../../../shared/inventory/shortages.ts'
import { cartLine, snapshotOf } from '../../orders/unit/cart-samples.ts'

describe('short lines', () => {
  test('lines above the available units, and inactive products', () => {
    const lines = [
      cartLine({ sku: 'ENOUGH', quantity: 2, available: 2 }),
      cartLine({ sku: 'SHORT', quantity: 2, available: 1 }),
      cartLine({ sku: 'OWED', quantity: 2, available: -3 }),
      cartLine({ sku: 'GONE', quantity: 2, available: 9, active: false }),
    ]
    expect(findShortLines(snapshotOf({ lines }))).toEqual([
      { sku: 'SHORT', requested: 2, available: 1 },
      { sku: 'OWED', requested: 2, available: 0 },
      { sku: 'GONE', requested: 2, available: 0 },
    ])
  })

  test('insufficient_stock lists each SKU with the requested and the available quantity', () => {
    const shortages = [
      { sku: 'A', requested: 2, available: 1 },
      { sku: 'B', requested: 3, available: 0 },
    ]
    expect(refuseShortages(shortages)).toEqual({
      ...{ ok: false, code: 'insufficient_stock' },
      detail: 'There is not enough stock. Lower the quantities listed in errors.',
      facts: {
        errors: [
          { path: 'lines.A', message: 'Only 1 left.', ...shortages[0] },
          { path: 'lines.B', message: 'Sold out.', ...shortages[1] },
        ],
      },
    })
    expect(refuseShortages([shortages[0]], 'allocation').facts).toMatchObject({ errors: [{ path: 'allocation' }] })
    expect(() => refuseShortages([{ sku: 'A' }])).toThrow()
  })
})

describe('lines above the order limit', () => {
  test('only lines above their limit', () => {
    const lines = [
      cartLine({ sku: 'FREE', quantity: 9 }),
      cartLine({ sku: 'JUST', quantity: 2, orderLimit: 2 }),
      cartLine({ sku: 'ABOVE', quantity: 3, orderLimit: 2 }),
    ]
    expect(findLinesOverLimit(snapshotOf({ lines }))).toEqual([{ sku: 'ABOVE', requested: 3, orderLimit: 2 }])
  })

  test('order_limit_exceeded lists each SKU with the requested quantity and the limit', () => {
    const excess = { sku: 'A', requested: 3, orderLimit: 2 }
    expect(refuseOverLimit([excess])).toEqual({
      ...{ ok: false, code: 'order_limit_exceeded' },
      detail: 'The quantity of a product exceeds the limit for each order. Lower the quantities.',
      facts: { errors: [{ path: 'lines.A', message: 'At most 2 in one order.', ...excess }] },
    })
    expect(() => refuseOverLimit([{ sku: 'A' }])).toThrow()
  })
})
