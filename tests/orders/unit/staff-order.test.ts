import { describe, expect, test } from 'vitest'
import { presentOrder } from '../../../shared/orders/views/present-order.ts'
import { presentStaffOrder, StaffOrderView } from '../../../shared/orders/views/staff-order.ts'
import { at, orderOf, productOf } from './order-samples.ts'

describe('an order as staff see it', () => {
  const order = { ...orderOf({ pickedQuantity: 1, substitutes: 'Z' }), customerId: 'cus_1', packedAt: at }
  const known = productOf('A', { barcode: '4890008100309', ageRestricted: true, temperature: 'chilled' })

  test('is the order of the contract, with whose it is, when it was packed and what to pick', () => {
    const refundedBeforePacking = [{ sku: 'A', quantity: 1 }]
    expect(presentStaffOrder({ order, products: [known], refundedBeforePacking })).toEqual({
      ...presentOrder(order),
      ...{ email: 'ann@example.com', customerId: 'cus_1', packedAt: at },
      pickList: {
        ambient: [],
        chilled: [
          {
            ...{
              sku: 'A',
              barcode: '4890008100309',
              name: { en: 'A' },
              unit: 'each',
              ordered: 2,
              toPick: 1,
              picked: 1,
            },
            ...{ ageRestricted: true, substitution: { type: 'similar' }, substitutes: 'Z' },
          },
        ],
        frozen: [],
      },
    })
  })

  test('lists what to pick by how it is kept, in the order of SKUs', () => {
    const skus = ['D', 'B', 'F', 'A', 'E', 'C']
    const kept = { A: 'frozen', B: 'ambient', C: 'chilled', D: 'frozen', E: 'chilled' } as const
    const products = Object.entries(kept).map(([sku, temperature]) => productOf(sku, { temperature }))
    const { pickList } = presentStaffOrder({
      order: orderOf(...skus.map((sku) => ({ sku }))),
      products,
      refundedBeforePacking: [],
    })
    const listed = Object.entries(pickList).map(([kind, items]) => [kind, items.map(({ sku }) => sku)])
    expect(listed).toEqual([
      ['ambient', ['B', 'F']],
      ['chilled', ['C', 'E']],
      ['frozen', ['A', 'D']],
    ])
  })

  test('lists what the catalog no longer describes as ambient, without a barcode', () => {
    const { pickList } = presentStaffOrder({
      order: orderOf({ sku: 'B' }, { sku: 'A' }),
      products: [productOf('B')],
      refundedBeforePacking: [],
    })
    expect(pickList.ambient).toMatchObject([{ sku: 'A', barcode: null, ageRestricted: false }])
    expect(pickList.frozen).toMatchObject([{ sku: 'B', barcode: null, ageRestricted: false }])
  })

  test('is kept whole as the database answers it', () => {
    for (const temperature of ['ambient', 'chilled', 'frozen'] as const) {
      const view = { order, products: [{ ...known, temperature }], refundedBeforePacking: [{ sku: 'A', quantity: 1 }] }
      expect(StaffOrderView.parse(structuredClone(view))).toEqual(view)
    }
    const warm = { order, products: [{ ...known, temperature: 'warm' }], refundedBeforePacking: [] }
    expect(StaffOrderView.safeParse(warm).success).toBe(false)
  })
})
