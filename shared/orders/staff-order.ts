import * as z from 'zod'
import { Substitution } from '../carts/substitution.ts'
import { LocalizedText, StoredText } from '../localized-text.ts'
import { Unit } from '../values.ts'
import { openUnits } from './open-units.ts'
import { Order } from './order.ts'
import { OrderRecord } from './order-record.ts'
import { presentOrder } from './present-order.ts'

const Temperature = z.enum(['ambient', 'chilled', 'frozen'])

const Goods = z.object({
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
export type Goods = z.output<typeof Goods>

/** What `staff_order_view` answers. */
export const StaffOrderView = z.object({
  order: OrderRecord,
  goods: z.array(Goods),
  takenOff: z.array(z.object({ sku: z.string(), quantity: z.int() })),
})
export type StaffOrderView = z.output<typeof StaffOrderView>

const PickItem = z
  .object({
    sku: z.string(),
    barcode: z.string().nullable(),
    name: LocalizedText,
    unit: Unit,
    ordered: z.int().min(0),
    toPick: z.int().min(0).meta({ description: 'What was ordered, but for units that were refunded before packing.' }),
    picked: z.int().min(0).nullable().meta({ description: 'Null as long as the order is not packed.' }),
    ageRestricted: z.boolean(),
    substitution: Substitution,
    substitutes: z.string().nullable(),
  })
  .meta({ id: 'PickItem' })

/** An order as staff see it. */
export const StaffOrder = z
  .object({
    ...Order.omit({ accessToken: true }).shape,
    email: z.string(),
    customerId: z.string().nullable(),
    packedAt: z.iso.datetime().nullable(),
    pickList: z
      .object({ ambient: z.array(PickItem), chilled: z.array(PickItem), frozen: z.array(PickItem) })
      .meta({ description: 'What to pick, by how it is kept; in the order of SKUs.' }),
  })
  .meta({ id: 'StaffOrder' })
export type StaffOrder = z.output<typeof StaffOrder>

export function presentStaffOrder({ order, goods, takenOff }: StaffOrderView): StaffOrder {
  const openOf = openUnits(order.lines, takenOff)
  const known = new Map(goods.map((one) => [one.sku, one]))
  const items = order.lines
    .map((line) => ({
      temperature: known.get(line.sku)?.temperature ?? 'ambient',
      item: {
        sku: line.sku,
        barcode: known.get(line.sku)?.barcode ?? null,
        name: line.name,
        unit: line.unit,
        ordered: line.orderedQuantity,
        toPick: openOf(line),
        picked: line.pickedQuantity,
        ageRestricted: known.get(line.sku)?.ageRestricted ?? false,
        substitution: line.substitution,
        substitutes: line.substitutes,
      },
    }))
    .sort((a, b) => (a.item.sku < b.item.sku ? -1 : 1))
  const kept = (wanted: z.output<typeof Temperature>) =>
    items.filter(({ temperature }) => temperature === wanted).map(({ item }) => item)
  return {
    ...presentOrder(order),
    email: order.email,
    customerId: order.customerId,
    packedAt: order.packedAt,
    pickList: { ambient: kept('ambient'), chilled: kept('chilled'), frozen: kept('frozen') },
  }
}
