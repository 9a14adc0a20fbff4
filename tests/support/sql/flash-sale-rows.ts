import { fromNow, type RoutineShop, type Value } from './routine-shop.ts'
import { insertProduct } from './shop-rows.ts'

type Columns = Record<string, Value>

/** A running sale of 10 units at 300, two to a customer, that holds them until it ends in an hour. */
export async function insertFlashSale(
  shop: RoutineShop,
  id: string,
  sku: string,
  { endsIn = 3_600, allocation = 10, ...sale }: { endsIn?: number; allocation?: number } & Columns = {},
): Promise<void> {
  await shop.insert('flash_sales', {
    ...{ id, sku, price: 300, allocation, per_customer_limit: 2, starts_at: fromNow(-7_200), ends_at: fromNow(endsIn) },
    ...sale,
  })
  await shop.insert('stock_holds', { sku, flash_sale_id: id, quantity: allocation, expires_at: fromNow(endsIn) })
  await shop.write('update inventory set held = held + $2 where sku = $1', sku, allocation)
}

/** A claim of one unit that can be bought for ten minutes; its sale counts it. */
export async function insertClaim(
  shop: RoutineShop,
  id: string,
  sale: string,
  { expiresIn = 600, quantity = 1, status = 'held', ...claim }: ClaimTerms = {},
): Promise<void> {
  await shop.insert('flash_sale_claims', {
    ...{ id, sale_id: sale, customer_id: 'ann', quantity, price: 300, status, expires_at: fromNow(expiresIn) },
    ...claim,
  })
  if (status === 'released') return
  await shop.write('update flash_sales set claimed = claimed + $2 where id = $1', sale, quantity)
}

type ClaimTerms = { expiresIn?: number; quantity?: number; status?: string } & Columns

/** One that an order has bought: its units are no longer the sale's to hold. */
export async function insertBoughtClaim(
  shop: RoutineShop,
  id: string,
  sale: string,
  order: string,
  { quantity = 1, ...claim }: ClaimTerms = {},
): Promise<void> {
  await insertClaim(shop, id, sale, { quantity, status: 'bought', order_id: order, ...claim })
  await shop.write('delete from stock_holds where flash_sale_id = $1 and quantity = $2', sale, quantity)
  await shop.write('update stock_holds set quantity = quantity - $2 where flash_sale_id = $1', sale, quantity)
  const sold = 'update inventory i set held = held - $2 from flash_sales s where s.id = $1 and i.sku = s.sku'
  await shop.write(sold, sale, quantity)
}

/** What a sale counts as claimed, and what it still holds. */
export const readSaleUnits = (shop: RoutineShop, sale: string) =>
  shop.row(
    `select claimed, (select sum(quantity) from stock_holds where flash_sale_id = s.id)::integer as held
     from flash_sales s where id = $1`,
    [sale],
  )

export async function readClaimStatus(shop: RoutineShop, claim: string): Promise<unknown> {
  return (await shop.row('select status from flash_sale_claims where id = $1', [claim]))?.status
}

/** Two running sales whose ids are in another order than their SKUs, each with what the test puts into it. */
export async function insertSalesOfTwoSkus(shop: RoutineShop, put: (claim: string, sale: string) => Promise<void>) {
  for (const [sku, sale] of [
    ['X-b', 'x-1'],
    ['X-a', 'x-2'],
  ] as const) {
    await insertProduct(shop, sku)
    await insertFlashSale(shop, sale, sku)
    await put(`of-${sale}`, sale)
  }
}

/** Two sales of one SKU whose claims are in another order than their ids. */
export async function insertSalesOfOneSku(shop: RoutineShop, put: (claim: string, sale: string) => Promise<void>) {
  await insertProduct(shop, 'X')
  for (const [sale, claim] of [
    ['x-2', 'a'],
    ['x-1', 'b'],
  ] as const) {
    await insertFlashSale(shop, sale, 'X')
    await put(claim, sale)
  }
}
