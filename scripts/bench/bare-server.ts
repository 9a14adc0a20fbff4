import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** A baseline for comparison, not a shop: bare handlers with responses of the size of a product and of a refused claim. */
const body = JSON.stringify({ name: 'a product'.repeat(80) })
const app = new Hono()
  .get('/products/:sku', (c) => c.body(body, 200, { 'content-type': 'application/json' }))
  .post('/flash-sales/:saleId/claims', async (c) => {
    const { quantity } = await c.req.json()
    return c.json({ code: 'flash_sale_sold_out', detail: 'a refusal'.repeat(20), quantity }, 409)
  })

serve({ fetch: app.fetch, port: 0 }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ msg: 'listening', port })}\n`)
})
