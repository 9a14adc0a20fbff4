import { chooseSlot } from './choose-slot.ts'
import type { Caller } from './client.ts'
import { type OrderRequest, type PlacedOrder, placedOrder, sendOrder } from './order.ts'
import type { Plan } from './plan.ts'
import { readCart, type ShoppingCart, setCoupon, setDelivery, setLine } from './shopping-cart.ts'

/** How often a shopper removes sold-out items and orders the rest. */
const STOCK_ATTEMPTS = 3
/** Attempts to order, after full slots, changed prices or expired coupons. */
const ATTEMPTS = 6
/** Sent with every order, which may contain alcohol. */
const BIRTH_DATE = '1980-01-01'

type Placement = { placed: PlacedOrder } | { refusedWith: string }
type Refused = Extract<Awaited<ReturnType<typeof sendOrder>>, { ok: false }>['refusal']

/** Orders the cart. After a refusal that the shopper can resolve, resolves it and orders again. */
export async function placeOrder(call: Caller, plan: Plan, cart: ShoppingCart, run: string): Promise<Placement> {
  let refusedWith = 'cart_empty'
  let shortages = 0
  let total: number | undefined
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (cart.lines.size === 0) return { refusedWith }
    const expectedTotal: number = total ?? (await readCart(call, cart)).total
    const request: OrderRequest = {
      // A changed body needs a new idempotency key.
      key: `${run}-${plan.shopper}-${attempt}`,
      body: { cartId: cart.id, expectedTotal, email: plan.email, birthDate: BIRTH_DATE },
      lines: new Map(cart.lines),
    }
    const answer = await sendOrder(call, request)
    if (answer.ok) return { placed: placedOrder(request, answer) }

    refusedWith = answer.refusal.code
    total = refusedWith === 'total_changed' ? answer.refusal.cart?.total : undefined
    if (refusedWith === 'insufficient_stock' && ++shortages > STOCK_ATTEMPTS) return { refusedWith }
    await resolveRefusal(call, plan, cart, answer.refusal)
  }
  return { refusedWith }
}

/** `total_changed` and `cart_changed` need nothing but another attempt. */
async function resolveRefusal(call: Caller, plan: Plan, cart: ShoppingCart, refusal: Refused): Promise<void> {
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
