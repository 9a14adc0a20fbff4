import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** A yardstick, not a shop: a bare handler that answers a text of a product's size. */
const body = JSON.stringify({ name: 'a product'.repeat(80) })
const app = new Hono().get('/products/:sku', (c) => c.body(body, 200, { 'content-type': 'application/json' }))

serve({ fetch: app.fetch, port: 0 }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ msg: 'listening', port })}\n`)
})
