import type { Placement } from '../../shared/orders/checkout/placement.ts'
import type { Database } from '../../shared/platform/db/database.ts'

/** The baskets: five lines out of 500 SKUs, or one line of a single hot SKU. */
export type Shape = 'spread' | 'hot'

const SKUS = 500
const LINES = 5
const PRICE = 1000
const UNITS = 1_000_000

interface BenchCart {
  id: string
  lines: { sku: string; quantity: number }[]
  total: number
}

const skuOf = (number: number) => `BENCH-${String(number).padStart(4, '0')}`

/** Stocks enough units for every order. */
export async function stockBenchShop(database: Database): Promise<void> {
  const products = Array.from({ length: SKUS }, (_, number) => ({
    sku: skuOf(number),
    barcode: null,
    name: { en: `Bench ${number}`, 'zh-Hant': `量度 ${number}` },
    brand: null,
    categoryId: 'cat-bench',
    unit: 'each',
    price: PRICE,
    priceQuantity: 1,
    contentQuantity: null,
    contentUnit: null,
    images: [],
    ageRestricted: false,
    temperature: 'ambient',
    onHand: UNITS,
    lowStockThreshold: 0,
  }))
  const categories = [{ id: 'cat-bench', slug: 'bench', parentId: null, name: { en: 'Bench' }, position: 0 }]
  await database.call('seed_shop', {
    categories,
    products,
    promotions: [],
    coupons: [],
    deliverySlots: [],
    flashSales: [],
  })
}

let cartNumber = 0

/** Removes undelivered messages of earlier rounds, which the servers' jobs would deliver during the next round. */
async function emptyOutbox(database: Database): Promise<void> {
  await database.query({ name: 'empty_outbox', text: 'truncate outbox' }, [])
}

/** Creates the filled carts of one round. */
export async function fillBenchCarts(database: Database, shape: Shape, count: number): Promise<BenchCart[]> {
  const carts = Array.from({ length: count }, () => {
    const first = cartNumber++
    const skus = shape === 'hot' ? [0] : Array.from({ length: LINES }, (_, line) => (first * 7919 + line * 101) % SKUS)
    const lines = skus.map((number) => ({ sku: skuOf(number), quantity: 1 }))
    return { id: `crt_bench_${first}`, lines, total: lines.length * PRICE }
  })
  const text = `with new_carts as (
      insert into carts (id, currency, pickup) select c ->> 'id', 'HKD', true from jsonb_array_elements($1::jsonb) c returning id
    )
    insert into cart_lines (cart_id, sku, quantity)
    select c ->> 'id', l ->> 'sku', (l ->> 'quantity')::integer
    from jsonb_array_elements($1::jsonb) c cross join lateral jsonb_array_elements(c -> 'lines') l`
  await database.query({ name: 'fill_bench_carts', text }, [JSON.stringify(carts)])
  await emptyOutbox(database)
  return carts
}

/** The request of `place_order` for the cart, as `placeOrder` builds it. */
export function placeOrderRequest({ id, lines, total }: BenchCart): Placement {
  return {
    requestId: undefined,
    orderId: `ord_${id}`,
    scope: 'guest',
    key: id,
    fingerprint: id,
    cartId: id,
    cartVersion: 1,
    customerId: null,
    email: 'bench@example.com',
    currency: 'HKD',
    address: null,
    holdSeconds: 900,
    lines: lines.map(({ sku, quantity }) => ({
      sku,
      name: { en: sku },
      unit: 'each',
      quantity,
      substitution: { type: 'none' },
      price: PRICE,
      priceQuantity: 1,
      subtotal: PRICE,
      promotionDiscount: 0,
      couponDiscount: 0,
      total: PRICE,
      claimId: null,
    })),
    promotions: [],
    coupon: null,
    slotId: null,
    slotFee: 0,
    subtotal: total,
    discount: 0,
    zone: null,
    ageRestricted: false,
    deliveryFee: 0,
    fees: [],
    total,
    paymentId: `pay_${id}`,
    provider: 'sandbox',
    providerPaymentId: `sandbox_${id}`,
    amount: total,
    chargeStep: 1,
    reservation: null,
    authorisation: null,
  }
}

export type { BenchCart }
