import { readCart } from '../../shared/carts/read-cart.ts'
import { buildSeed } from '../../shared/catalog/seed/seed.ts'
import { seedShop } from '../../shared/catalog/seed-shop.ts'
import type { AdministrableDatabase, Database } from '../../shared/db/database.ts'
import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { measure, percentile } from './measure.ts'

const CALLERS = 16
const READS = 4_000
const LINES = 40

export interface CartFigure {
  lines: number
  promotions: number
  roundTrips: number
  p50: number
  p95: number
  readsPerSecond: number
}

/** A cart of 40 lines with promotions and a coupon, from the seed catalog, read over HTTP by 16 callers. */
export async function benchCartRead(database: AdministrableDatabase, url: string): Promise<CartFigure> {
  await seedShop(database, new Date())
  const promoted = buildSeed(new Date()).promotions.flatMap(({ skus }) => skus)
  const skus = [...new Set(promoted)].slice(0, LINES)
  const fill = `with cart as (insert into carts (id, currency, coupon_code) values ('crt_read', 'HKD', 'WELCOME50') returning id)
    insert into cart_lines (cart_id, sku, quantity) select 'crt_read', sku, 2 from unnest($1::text[]) as sku`
  await database.query({ name: 'fill_read_cart', text: fill }, [skus])

  let roundTrips = 0
  const counting: Database = {
    ...database,
    call(routine, argument) {
      roundTrips++
      return database.call(routine, argument)
    },
  }
  const cart = await readCart(counting, null, 'crt_read')
  const server = await startChild('functions/_server.ts', url)
  const http = httpClient(server.origin, CALLERS)
  try {
    const read = () => http.send('GET', '/carts/crt_read', 200)
    await measure(Array(500).fill(0), CALLERS, read)
    const { perSecond, milliseconds } = await measure(Array(READS).fill(0), CALLERS, read)
    return {
      lines: cart.ok ? cart.value.lines.length : 0,
      promotions: cart.ok ? cart.value.promotions.length : 0,
      roundTrips,
      p50: percentile(milliseconds, 0.5),
      p95: percentile(milliseconds, 0.95),
      readsPerSecond: perSecond,
    }
  } finally {
    http.close()
    await server.stop()
  }
}
