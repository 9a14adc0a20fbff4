import { readCart } from '../../shared/carts/read-cart.ts'
import type { AdministrableDatabase, Database } from '../../shared/platform/db/database.ts'
import { buildSeed } from '../../shared/sample-shop/build-seed.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'
import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { type Latency, latency, medianLatency } from './measure.ts'

const CALLERS = 16
const READS = 4_000
const ROUNDS = 3
const LINES = 40
/** Fewer than a process caches. */
const CARTS = 200

export interface CartFigure {
  lines: number
  promotions: number
  roundTrips: number
  reads: (Latency & { carts: string })[]
}

/**
 * Reads carts over HTTP with 16 callers: cached carts (medians of three rounds), and carts that are read for the first time
 * or after a change. Each has 40 lines of different products of the sample catalog, with promotions and a coupon.
 */
export async function benchCartRead(database: AdministrableDatabase, url: string): Promise<CartFigure> {
  await seedShop(database, new Date(), 'Asia/Hong_Kong')
  const promoted = buildSeed(new Date(), 'Asia/Hong_Kong').promotions.flatMap(({ skus }) => skus)
  const skus = [...new Set(promoted)]
  const fill = `with made as (
      insert into carts (id, currency, coupon_code, pickup)
      select 'crt_read_' || n, 'HKD', 'WELCOME50', true from generate_series(0, $2::integer) n returning id)
    insert into cart_lines (cart_id, sku, quantity)
      select id, sku, 2 from made, lateral (
        select sku from unnest($1::text[]) sku order by md5(made.id || sku) limit $3::integer) chosen`
  await database.query({ name: 'fill_read_carts', text: fill }, [skus, READS, LINES])
  await database.query({ name: 'analyze_read_carts', text: 'analyze' }, [])

  let roundTrips = 0
  const counting: Database = {
    ...database,
    call(routine, argument) {
      roundTrips++
      return database.call(routine, argument)
    },
  }
  const cart = await readCart(counting, null, `crt_read_${READS}`)
  const server = await startChild('functions/_server.ts', url)
  const http = httpClient(server.origin, CALLERS)
  const read = (number: number) => http.send('GET', `/carts/crt_read_${number}`, 200)
  const numbers = Array.from({ length: READS }, (_, index) => index)
  const cachedNumbers = numbers.map((number) => number % CARTS)
  try {
    // The first reads warm up the JIT compiler.
    await latency(cachedNumbers.slice(0, 500), CALLERS, read)
    const first = await latency(numbers.slice(CARTS), CALLERS, read)
    await latency(cachedNumbers.slice(0, CARTS), CALLERS, read)
    const cached: Latency[] = []
    for (let turn = 0; turn < ROUNDS; turn++) cached.push(await latency(cachedNumbers, CALLERS, read))
    return {
      lines: cart.ok ? cart.value.lines.length : 0,
      promotions: cart.ok ? cart.value.promotions.length : 0,
      roundTrips,
      reads: [
        { carts: 'unchanged since the last read', ...medianLatency(cached) },
        { carts: 'first read', ...first },
      ],
    }
  } finally {
    http.close()
    await server.stop()
  }
}
