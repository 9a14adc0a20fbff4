import type { TestShop } from '../../support/shop.ts'

interface ProductOptions {
  price?: number
  onHand?: number
  unit?: 'each' | 'g'
  categoryId?: string
}

/** By shop, because test files of one process share this module. */
const counts = new WeakMap<TestShop, number>()

function newName(shop: TestShop, prefix: string): string {
  const count = (counts.get(shop) ?? 0) + 1
  counts.set(shop, count)
  return `${prefix}-${String(count).padStart(4, '0')}`
}

/** Creates a product with its opening stock and returns its SKU. SKUs ascend in the order of creation. */
export async function addProduct(shop: TestShop, options: ProductOptions = {}): Promise<string> {
  const { price = 1000, onHand = 10, unit = 'each', categoryId = 'cat-fruit' } = options
  const sku = newName(shop, 'OWN')
  const name = JSON.stringify({ en: `Product ${sku}`, 'zh-Hant': `貨品 ${sku}` })
  await shop.rows(
    `with product as (
       insert into products (sku, name, category_id, unit, price, price_quantity)
       values ($1::text, $2::jsonb, $3::text, $4::text, $5::integer, case $4::text when 'g' then 1000 else 1 end)
     ), stock as (insert into inventory (sku, on_hand) values ($1::text, $6::integer))
     insert into stock_movements (sku, delta, reason, actor)
     select $1::text, $6::integer, 'opening', 'test' where $6::integer > 0`,
    [sku, name, categoryId, unit, price, onHand],
  )
  return sku
}

interface Terms {
  type?: 'percent' | 'amount' | 'free_delivery'
  value?: number
  usageLimit?: number
  perCustomerLimit?: number
  minimumSpend?: number
  redeemed?: number
}

/** Creates a coupon and returns its code. */
export async function addCoupon(shop: TestShop, terms: Terms = {}): Promise<string> {
  const code = newName(shop, 'COUPON')
  await shop.rows(
    `insert into coupons (id, code, type, value, usage_limit, per_customer_limit, minimum_spend, redeemed)
     values ($1::text, $1::text, $2, $3, $4, $5, $6, $7)`,
    [
      code,
      terms.type ?? 'amount',
      terms.value ?? 100,
      terms.usageLimit ?? null,
      terms.perCustomerLimit ?? null,
      terms.minimumSpend ?? 0,
      terms.redeemed ?? 0,
    ],
  )
  return code
}

interface Window {
  capacity?: number
  fee?: number
  /** Hours from now until the slot starts. Its cutoff is one hour earlier. */
  startsInHours?: number
}

/** Creates a delivery slot and returns its id. */
export async function addSlot(shop: TestShop, window: Window = {}): Promise<string> {
  const { capacity = 5, fee = 3500, startsInHours = 24 } = window
  const id = newName(shop, 'slot')
  await shop.rows(
    `insert into delivery_slots (id, starts_at, ends_at, cutoff_at, capacity, fee)
     values ($1, now() + make_interval(hours => $2::integer), now() + make_interval(hours => $2::integer + 2),
       now() + make_interval(hours => $2::integer - 1), $3, $4)`,
    [id, startsInHours, capacity, fee],
  )
  return id
}
