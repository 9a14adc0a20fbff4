import { serve } from '@hono/node-server'
import pg from 'pg'
import * as z from 'zod'
import { success } from '../../shared/outcome.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { environment } from '../environment.ts'

/**
 * A baseline for comparison, not a shop: the same order in an interactive transaction, as in most shops, with a statement
 * for each lock and each row. Lines are sorted to avoid deadlocks.
 */
const env = environment()
const pool = new pg.Pool({ connectionString: getConfiguration(env).databaseUrl, max: 10 })

const Line = z.object({ sku: z.string(), quantity: z.int(), price: z.int(), available: z.int() })

async function placeInteractively(cartId: string, key: string, email: string): Promise<string> {
  const client = await pool.connect()
  const orderId = `ord_${cartId}`
  try {
    await client.query('begin')
    await client.query("insert into idempotency_keys values ('guest', $1, 'print', $2)", [key, orderId])
    await client.query('select * from carts where id = $1 for no key update', [cartId])
    const found = await client.query(
      `select l.sku, l.quantity, p.price, 0 as available from cart_lines l join products p using (sku)
       where cart_id = $1 order by l.sku`,
      [cartId],
    )
    const lines = z.array(Line).parse(found.rows)
    const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
    await client.query(
      `insert into orders (id, cart_id, email, status, currency, subtotal, discount, delivery_fee, total, expires_at)
       values ($1, $2, $3, 'pending_payment', 'HKD', $4, 0, 0, $4, now() + interval '15 minutes')`,
      [orderId, cartId, email, total],
    )
    for (const [index, { sku, quantity, price }] of lines.entries()) {
      const row = await client.query('select on_hand - held as free from inventory where sku = $1 for update', [sku])
      if (row.rows[0].free < quantity) throw new Error('sold out')
      await client.query('update inventory set held = held + $2 where sku = $1', [sku, quantity])
      await client.query(
        `insert into order_lines (order_id, line, sku, name, unit, quantity, price, price_quantity, subtotal,
           promotion_discount, coupon_discount, total, substitution)
         select $1, $2, sku, name, unit, $3, price, price_quantity, price * $3, 0, 0, price * $3,
         '{"type": "none"}' from products where sku = $4`,
        [orderId, index + 1, quantity, sku],
      )
      await client.query("insert into stock_holds values ($1, $2, null, $3, now() + interval '15 minutes')", [
        sku,
        orderId,
        quantity,
      ])
      if (price < 0) throw new Error('no price')
    }
    await client.query(
      "insert into payments (id, provider, provider_payment_id, order_id, amount, currency) values ($1, 'sandbox', $1, $2, $3, 'HKD')",
      [`pay_${cartId}`, orderId, total],
    )
    await client.query("update carts set status = 'ordered' where id = $1", [cartId])
    await client.query("insert into order_history (order_id, status) values ($1, 'pending_payment')", [orderId])
    await client.query("insert into outbox (topic, order_id, payload) values ('order_pending_payment', $1, '{}')", [
      orderId,
    ])
    await client.query('commit')
    return orderId
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const baseline = endpoint({
  operation: 'place-order-interactively',
  method: 'POST',
  route: '/orders',
  area: 'Baseline',
  summary: 'Place an order in an interactive transaction',
  access: 'public',
  headers: z.object({ 'idempotency-key': z.string() }),
  body: z.object({ cartId: z.string(), expectedTotal: z.int(), email: z.email() }),
  answer: { status: 201, body: z.object({ id: z.string() }), description: 'Its id.' },
  handle: async ({ body, headers }) =>
    success({ id: await placeInteractively(body.cartId, headers['idempotency-key'], body.email) }),
})

serve({ fetch: (request: Request) => baseline.fetch(request, env), port: 0 }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ msg: 'listening', port })}\n`)
})
