import { describe, expect, test } from 'vitest'
import { presentOrder } from '../../../shared/orders/views/present-order.ts'
import { presentStaffOrder, StaffOrderView } from '../../../shared/orders/views/staff-order.ts'
import { at, orderOf, productOf } from './order-samples.ts'

describe('a staff order', () => {
  const order = { ...orderOf({ pickedQuantity: 1, substitutes: 'Z' }), customerId: 'cus_1', packedAt: at }
  const product = productOf('A', { barcode: '4890008100309', ageRestricted: true, temperature: 'chilled' })

  test('is the order of the API with customer, packing time and pick list', () => {
    const refundedBeforePacking = [{ sku: 'A', quantity: 1 }]
    expect(presentStaffOrder({ order, products: [product], refundedBeforePacking })).toEqual({
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

  test('has pick lists by temperature, sorted by SKU', () => {
    const skus = ['D', 'B', 'F', 'A', 'E', 'C']
    const temperatures = { A: 'frozen', B: 'ambient', C: 'chilled', D: 'frozen', E: 'chilled' } as const
    const products = Object.entries(temperatures).map(([sku, temperature]) => productOf(sku, { temperature }))
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

  test('has a product that the catalog no longer has as ambient, without a barcode', () => {
    const { pickList } = presentStaffOrder({
      order: orderOf({ sku: 'B' }, { sku: 'A' }),
      products: [productOf('B')],
      refundedBeforePacking: [],
    })
    expect(pickList.ambient).toMatchObject([{ sku: 'A', barcode: null, ageRestricted: false }])
    expect(pickList.frozen).toMatchObject([{ sku: 'B', barcode: null, ageRestricted: false }])
  })

  test('is parsed completely from the result of staff_order_view', () => {
    for (const temperature of ['ambient', 'chilled', 'frozen'] as const) {
      const view = {
        order,
        products: [{ ...product, temperature }],
        refundedBeforePacking: [{ sku: 'A', quantity: 1 }],
      }
      expect(StaffOrderView.parse(structuredClone(view))).toEqual(view)
    }
    const warm = { order, products: [{ ...product, temperature: 'warm' }], refundedBeforePacking: [] }
    expect(StaffOrderView.safeParse(warm).success).toBe(false)
  })
})
