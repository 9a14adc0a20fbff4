import { chooseSlot } from './choose-slot.ts'
import type { Caller } from './client.ts'
import { type OrderRequest, type PlacedOrder, placedOrder, placeOrderInBatch } from './order.ts'
import type { Plan } from './plan.ts'
import { readCart, type ShoppingCart, setCoupon, setDelivery, setLine } from './shopping-cart.ts'

/** How often a shopper takes out what is sold out and orders the rest. */
const STOCK_TRIES = 3
/** How often a shopper slot fills up, a price changes or a coupon lapses before they lose patience. */
const TRIES = 6
/** Declared with every order: there may be beer in it. */
const BIRTH_DATE = '1980-01-01'

type Placement = { placed: PlacedOrder } | { refusedWith: string }
type Refused = Extract<Awaited<ReturnType<typeof placeOrderInBatch>>, { ok: false }>['refusal']

/** Orders the cart; after a refusal that the shopper can do something about they do that, and order again. */
export async function placeOrder(call: Caller, plan: Plan, cart: ShoppingCart, run: string): Promise<Placement> {
  let refusedWith = 'cart_empty'
  let shortages = 0
  let total: number | undefined
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (cart.lines.size === 0) return { refusedWith }
    const expectedTotal: number = total ?? (await readCart(call, cart)).total
    const request: OrderRequest = {
      // Another body needs another key.
      key: `${run}-${plan.shopper}-${attempt}`,
      body: { cartId: cart.id, expectedTotal, email: plan.email, birthDate: BIRTH_DATE },
      lines: new Map(cart.lines),
    }
    const answer = await placeOrderInBatch(call, request)
    if (answer.ok) return { placed: placedOrder(request, answer) }

    refusedWith = answer.refusal.code
    total = refusedWith === 'total_changed' ? answer.refusal.cart?.total : undefined
    if (refusedWith === 'insufficient_stock' && ++shortages > STOCK_TRIES) return { refusedWith }
    await remedy(call, plan, cart, answer.refusal)
  }
  return { refusedWith }
}

/** What `total_changed` and `cart_changed` ask for is just another try. */
async function remedy(call: Caller, plan: Plan, cart: ShoppingCart, refusal: Refused): Promise<void> {
  const { code, errors = [] } = refusal
  if (code === 'insufficient_stock') {
    for (const { sku, available } of errors) {
      if (sku !== undefined) await setLine(call, cart, sku, available ?? 0)
    }
  } else if (code.startsWith('coupon_')) {
    await setCoupon(call, cart, null)
  } else if (code.startsWith('slot_')) {
    await chooseSlot(call, cart, plan.slotPlace)
  } else if (code === 'address_not_served' || code === 'basket_below_minimum') {
    await setDelivery(call, cart, null)
  }
}
