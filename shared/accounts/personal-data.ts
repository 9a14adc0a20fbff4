import * as z from 'zod'
import { Substitution } from '../carts/substitution.ts'
import { Address } from '../delivery/address.ts'
import { OrderRecord } from '../orders/order-record.ts'
import { Order } from '../orders/views/order.ts'
import { presentOrder } from '../orders/views/present-order.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { Money, Sku, Timestamp } from '../values.ts'
import { Account } from './account.ts'

const StoredCart = z.object({
  id: z.string(),
  status: z.enum(['open', 'ordered', 'merged']),
  couponCode: z.string().nullable(),
  slotId: z.string().nullable(),
  address: Address.nullable(),
  lines: z.array(z.object({ sku: Sku, quantity: z.int(), substitution: Substitution, addedAt: Timestamp })),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

/** Data that is exported unchanged. */
const stored = {
  account: Account,
  sessions: z.array(z.object({ signedInAt: Timestamp, expiresAt: Timestamp, endedAt: Timestamp.nullable() })),
  carts: z.array(StoredCart),
  couponUses: z.array(z.object({ code: z.string(), orderId: z.string(), discount: Money, at: Timestamp })),
  flashSaleClaims: z.array(
    z.object({
      id: z.string(),
      saleId: z.string(),
      quantity: z.int(),
      price: Money,
      status: z.string(),
      cartId: z.string().nullable(),
      orderId: z.string().nullable(),
      expiresAt: Timestamp,
      createdAt: Timestamp,
    }),
  ),
  auditLog: z.array(
    z.object({
      action: z.string(),
      entity: z.string(),
      entityId: z.string(),
      byYou: z.boolean().meta({ description: 'True: done by you in the back office. False: done to your account.' }),
      at: Timestamp,
    }),
  ),
}

export const PersonalData = z
  .object({ exportedAt: z.iso.datetime(), ...stored, orders: z.array(Order.extend({ email: z.string() })) })
  .meta({ id: 'PersonalData', description: 'All data stored about you. See docs/back-office.md for the purposes.' })

const Records = z.object({ ...stored, orders: z.array(OrderRecord) })

export const exportRefusals = ['account_not_found'] as const

/** All data stored about the caller, machine-readable (GDPR, articles 15 and 20; PDPO, section 18). */
export async function exportPersonalData(
  database: Database,
  { customerId }: Caller,
): Promise<Outcome<z.output<typeof PersonalData>, (typeof exportRefusals)[number]>> {
  const found = await callRoutine(database, 'personal_data_view', { customerId }, Records.nullable())
  if (found === null) return refusal('account_not_found')
  const orders = found.orders.map((record) => ({ ...presentOrder(record), email: record.email }))
  const headers = { 'content-disposition': 'attachment; filename="personal-data.json"' }
  return success({ exportedAt: new Date().toISOString(), ...found, orders }, headers)
}
