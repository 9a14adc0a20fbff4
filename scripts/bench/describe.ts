import { cpus } from 'node:os'
import type { CartFigure } from './cart-read.ts'
import type { FlashClaimFigure } from './flash-claims.ts'
import type { Comparison } from './measure.ts'
import type { OrderFigure } from './orders.ts'
import type { SearchReport } from './search.ts'

interface Measured {
  orders: OrderFigure[]
  cart: CartFigure
  productRead: Comparison
  flashClaims: FlashClaimFigure
  search: SearchReport
}

export interface BenchReport {
  machine: string
  orders: (OrderFigure & { ratioToA: number })[]
  ratios: { what: string; wanted: number; found: number }[]
  cart: CartFigure
  productRead: Comparison
  flashClaims: FlashClaimFigure
  search: SearchReport
}

const meaning: Record<string, string> = {
  a: 'the call of place_order with the bare driver',
  s: 'the same call, batched for concurrent orders',
  b: 'the domain function: read, price, place',
  c: 'POST /orders over HTTP',
  d: 'the same over HTTP, in an interactive transaction',
}

/** Adds the ratios with their targets. */
export function evaluate(measured: Measured, postgres: string): BenchReport {
  const { orders, productRead, flashClaims } = measured
  const rate = (shape: string, variant: string) =>
    orders.find((figure) => figure.shape === shape && figure.variant === variant)?.ordersPerSecond ?? Number.NaN
  const ratio = (shape: string, left: string, right: string) => rate(shape, left) / rate(shape, right)
  return {
    ...measured,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, Postgres ${postgres}`,
    orders: orders.map((figure) => ({ ...figure, ratioToA: figure.ordersPerSecond / rate(figure.shape, 'a') })),
    ratios: [
      { what: 'spread: b / a', wanted: 0.9, found: ratio('spread', 'b', 'a') },
      { what: 'spread: c / a', wanted: 0.6, found: ratio('spread', 'c', 'a') },
      { what: 'spread: c / d', wanted: 1.5, found: ratio('spread', 'c', 'd') },
      { what: 'hot: s, batched calls / a, single calls', wanted: 2, found: ratio('hot', 's', 'a') },
      { what: 'hot: c / d', wanted: 1.5, found: ratio('hot', 'c', 'd') },
      { what: 'a cached product / a bare Hono handler', wanted: 0.6, found: productRead.ratio },
      {
        what: 'a claim in a sold-out sale / a bare Hono handler',
        wanted: 0.5,
        found: flashClaims.soldOut.ratio,
      },
      ...(flashClaims.gate === null
        ? []
        : [
            {
              what: "the gate's script by Larder’s client / by redis-benchmark",
              wanted: 0.7,
              found: flashClaims.gate.ratio,
            },
          ]),
    ],
  }
}

/** Markdown, for the terminal and for docs/benchmarks.md. */
export function describeBench(report: BenchReport): string {
  const { machine, orders, ratios, cart, productRead, flashClaims, search } = report
  const orderRows = orders.map(
    ({ shape, variant, ordersPerSecond, ratioToA }) =>
      `| ${shape} | (${variant}) ${meaning[variant]} | ${Math.round(ordersPerSecond)} | ${ratioToA.toFixed(2)} |`,
  )
  const ratioRows = ratios.map(
    ({ what, wanted, found }) => `| ${what} | ${wanted} | ${found.toFixed(2)} | ${found >= wanted ? 'yes' : 'no'} |`,
  )
  return [
    machine,
    '',
    '| baskets | variant | orders a second | of (a) |',
    '|---|---|---|---|',
    ...orderRows,
    '',
    '| ratio | target, at least | measured | reached |',
    '|---|---|---|---|',
    ...ratioRows,
    '',
    `Carts read over HTTP, ${cart.lines} lines, ${cart.promotions} promotions applied, one coupon, 16 callers, ` +
      `${cart.roundTrips} round trip (target: p95 under 10 ms):`,
    '',
    '| carts | p50 ms | p95 ms | a second |',
    '|---|---|---|---|',
    ...cart.reads.map(
      ({ carts, p50, p95, perSecond }) =>
        `| ${carts} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${Math.round(perSecond)} |`,
    ),
    '',
    `Cached product read over HTTP, 16 callers: ${Math.round(productRead.ownPerSecond)} a second; a bare Hono ` +
      `handler: ${Math.round(productRead.baselinePerSecond)}.`,
    '',
    ...describeFlashClaims(flashClaims),
    '',
    `Search in ${search.products} products, 16 callers (target: p95 under 30 ms):`,
    '',
    '| search | p50 ms | p95 ms | a second |',
    '|---|---|---|---|',
    ...search.figures.map(
      ({ what, p50, p95, perSecond }) =>
        `| ${what} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${Math.round(perSecond)} |`,
    ),
    '',
  ].join('\n')
}

function describeFlashClaims({ soldOut, gate }: FlashClaimFigure): string[] {
  const http =
    `Claims in a sold-out flash sale over HTTP, 16 signed-in callers: ${Math.round(soldOut.ownPerSecond)} a ` +
    `second; a bare Hono handler that reads the same body: ${Math.round(soldOut.baselinePerSecond)}.`
  if (gate === null) return [http]
  const script =
    `The gate's script, one connection, 16 pending calls: ${Math.round(gate.ownPerSecond)} a second by Larder’s client, ` +
    `${Math.round(gate.baselinePerSecond)} by redis-benchmark.`
  return [http, '', script]
}
