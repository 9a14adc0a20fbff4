import * as z from 'zod'
import { Substitution } from '../../carts/substitution.ts'
import { LocalizedText, StoredText } from '../../localized-text.ts'
import { Refund } from '../../payments/refund-requests.ts'
import { Money, Unit } from '../../values.ts'
import { OrderRecord } from '../order-record.ts'
import { unitsToPick } from '../packing/units-to-pick.ts'
import { Order } from './order.ts'
import { presentOrder } from './present-order.ts'

const Temperature = z.enum(['ambient', 'chilled', 'frozen'])

const PickProduct = z.object({
  sku: z.string(),
  barcode: z.string().nullable(),
  name: StoredText,
  category: z.string(),
  unit: Unit,
  price: z.int(),
  priceQuantity: z.int(),
  temperature: Temperature,
  ageRestricted: z.boolean(),
  active: z.boolean(),
})
export type PickProduct = z.output<typeof PickProduct>

/** The result of `staff_order_view`. */
export const StaffOrderView = z.object({
  order: OrderRecord,
  products: z.array(PickProduct),
  refundedBeforePacking: z.array(z.object({ sku: z.string(), quantity: z.int() })),
})
export type StaffOrderView = z.output<typeof StaffOrderView>

const PickItem = z
  .object({
    sku: z.string(),
    barcode: z.string().nullable(),
    name: LocalizedText,
    unit: Unit,
    ordered: z.int().min(0),
    toPick: z.int().min(0).meta({ description: 'The ordered units minus the units refunded before packing.' }),
    picked: z.int().min(0).nullable().meta({ description: 'Null until the order is packed.' }),
    ageRestricted: z.boolean(),
    substitution: Substitution,
    substitutes: z.string().nullable(),
  })
  .meta({ id: 'PickItem' })

const StaffDispute = z
  .object({
    status: z.enum(['open', 'won', 'lost']),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    amount: Money.nullable().meta({ description: 'Null when the payment provider did not report it.' }),
    reason: z.string().nullable().meta({ description: 'The reason that the payment provider reported.' }),
    decision: z
      .object({ at: z.iso.datetime(), by: z.string(), reason: z.string() })
      .nullable()
      .meta({ description: 'The decision of staff to fulfil the order in spite of the dispute.' }),
  })
  .meta({ id: 'StaffDispute' })

/** An order in the back office. */
export const StaffOrder = z
  .object({
    ...Order.omit({ accessToken: true }).shape,
    email: z.string(),
    customerId: z.string().nullable(),
    packedAt: z.iso.datetime().nullable(),
    refunds: z.array(Refund),
    dispute: StaffDispute.nullable(),
    pickList: z
      .object({ ambient: z.array(PickItem), chilled: z.array(PickItem), frozen: z.array(PickItem) })
      .meta({ description: 'What to pick, by storage temperature, sorted by SKU.' }),
  })
  .meta({ id: 'StaffOrder' })
export type StaffOrder = z.output<typeof StaffOrder>

export function presentStaffOrder({ order, products, refundedBeforePacking }: StaffOrderView): StaffOrder {
  const unitsToPickOf = unitsToPick(order.lines, refundedBeforePacking)
  const bySku = new Map(products.map((product) => [product.sku, product]))
  const items = order.lines
    .map((line) => ({
      temperature: bySku.get(line.sku)?.temperature ?? 'ambient',
      item: {
        sku: line.sku,
        barcode: bySku.get(line.sku)?.barcode ?? null,
        name: line.name,
        unit: line.unit,
        ordered: line.orderedQuantity,
        toPick: unitsToPickOf(line),
        picked: line.pickedQuantity,
        ageRestricted: bySku.get(line.sku)?.ageRestricted ?? false,
        substitution: line.substitution,
        substitutes: line.substitutes,
      },
    }))
    .sort((a, b) => (a.item.sku < b.item.sku ? -1 : 1))
  const itemsAt = (wanted: z.output<typeof Temperature>) =>
    items.filter(({ temperature }) => temperature === wanted).map(({ item }) => item)
  return {
    ...presentOrder(order),
    email: order.email,
    customerId: order.customerId,
    packedAt: order.packedAt,
    refunds: order.refunds,
    dispute: order.dispute,
    pickList: { ambient: itemsAt('ambient'), chilled: itemsAt('chilled'), frozen: itemsAt('frozen') },
  }
}
