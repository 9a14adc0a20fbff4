import { expect } from 'vitest'
import type * as z from 'zod'
import { FlashSale, FlashSaleClaim } from '../../shared/flash-sales/flash-sale.ts'
import { FlashSaleRecord } from '../../shared/flash-sales/flash-sale-record.ts'
import { signUp } from '../accounts/sign-up.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import type { TestShop } from '../support/shop.ts'

export type Shopper = Awaited<ReturnType<typeof signUp>>

export const secondsFromNow = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()

interface Terms {
  sku?: string
  onHand?: number
  price?: number
  allocation?: number
  perCustomerLimit?: number
  startsAt?: string
  endsAt?: string
}

/** Actions of flash-sale tests, over HTTP. */
export async function flashSaleShop(shop: TestShop) {
  const staff = await staffHeaders(shop)
  const claim = (saleId: string, { headers }: Shopper, quantity = 1) =>
    shop.call('POST', `/flash-sales/${saleId}/claims`, { headers, body: { quantity } })
  return {
    staff,
    claim,
    shopper: () => signUp(shop),
    /** A running sale of a new product, unless the terms differ. */
    async sale({ onHand = 100, ...terms }: Terms = {}): Promise<FlashSaleRecord> {
      const sku = terms.sku ?? (await addProduct(shop, { price: 1_000, onHand }))
      const body = {
        ...{ sku, price: 600, allocation: 10, perCustomerLimit: 2 },
        ...{ startsAt: secondsFromNow(-60), endsAt: secondsFromNow(3_600), ...terms },
      }
      const made = await shop.call('POST', '/admin/flash-sales', { headers: staff, body })
      expect(made.status, made.text).toBe(201)
      return FlashSaleRecord.parse(made.body)
    },
    async claimed(saleId: string, shopper: Shopper, quantity = 1): Promise<z.output<typeof FlashSaleClaim>> {
      const answer = await claim(saleId, shopper, quantity)
      expect(answer.status, answer.text).toBe(201)
      return FlashSaleClaim.parse(answer.body)
    },
    async read(saleId: string): Promise<FlashSale> {
      return FlashSale.parse((await shop.call('GET', `/flash-sales/${saleId}`)).body)
    },
    stock: async (sku: string) => (await shop.rows('select on_hand, held from inventory where sku = $1', [sku]))[0],
    /** Expires a claim in the database, and rebuilds the gate. */
    async expire(saleId: string, claimId: string): Promise<void> {
      await shop.rows("update flash_sale_claims set expires_at = now() - interval '1 second' where id = $1", [claimId])
      await shop.call('PATCH', `/admin/flash-sales/${saleId}`, { headers: staff, body: {} })
    },
  }
}
