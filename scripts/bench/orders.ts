import { placeOrderInBatch } from '../../shared/orders/checkout/order-batching.ts'
import { placeOrder } from '../../shared/orders/checkout/place-order.ts'
import type { AdministrableDatabase } from '../../shared/platform/db/database.ts'
import { type BenchCart, fillBenchCarts, placeOrderRequest, type Shape } from './bench-shop.ts'
import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { measure, median } from './measure.ts'

const CALLERS = 64
const ROUNDS = 5

export interface OrderFigure {
  shape: Shape
  variant: string
  ordersPerSecond: number
}

type Place = (cart: BenchCart) => Promise<void>

const body = ({ id, total }: BenchCart) =>
  JSON.stringify({ cartId: id, expectedTotal: total, email: 'bench@example.com' })

/** Alternates the variants in each round, so that other load affects all of them. Returns medians. */
export async function benchOrders(database: AdministrableDatabase, url: string, ordersInARound: number) {
  const server = await startChild('functions/_server.ts', url)
  const baseline = await startChild('scripts/bench/interactive-server.ts', url)
  const [http, interactive] = [httpClient(server.origin, CALLERS), httpClient(baseline.origin, CALLERS)]
  const variants = new Map<string, Place>([
    ['a', async (cart) => void (await database.call('place_order', placeOrderRequest(cart)))],
    [
      's',
      async (cart) => {
        const sent = await placeOrderInBatch(database, placeOrderRequest(cart))
        if (!sent.ok) throw new Error(sent.code)
      },
    ],
    [
      'b',
      async (cart) => {
        const payment = {
          provider: 'sandbox',
          providerPaymentId: `sandbox_${cart.id}`,
          limits: { minimum: 1, step: 1 },
        }
        const request = { cartId: cart.id, expectedTotal: cart.total, email: 'bench@example.com', customerId: null }
        const placed = await placeOrder(database, payment, {
          ...request,
          idempotencyKey: cart.id,
          timeZone: 'Asia/Hong_Kong',
        })
        if (!placed.ok) throw new Error(placed.code)
      },
    ],
    ['c', (cart) => http.send('POST', '/orders', 201, body(cart), { 'idempotency-key': cart.id })],
    ['d', (cart) => interactive.send('POST', '/orders', 201, body(cart), { 'idempotency-key': cart.id })],
  ])
  const figures: OrderFigure[] = []
  try {
    for (const shape of ['spread', 'hot'] as const) {
      const seen = new Map<string, number[]>([...variants.keys()].map((name) => [name, []]))
      for (let round = 0; round <= ROUNDS; round++) {
        for (const [variant, place] of variants) {
          const carts = await fillBenchCarts(database, shape, ordersInARound)
          const { perSecond } = await measure(carts, CALLERS, place)
          // The first round warms up.
          if (round > 0) seen.get(variant)?.push(perSecond)
        }
      }
      for (const [variant, values] of seen) figures.push({ shape, variant, ordersPerSecond: median(values) })
    }
  } finally {
    http.close()
    interactive.close()
    await server.stop()
    await baseline.stop()
  }
  return figures
}
