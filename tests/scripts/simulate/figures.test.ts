import { describe, expect, test } from 'vitest'
import { describeFigures } from '../../../scripts/simulate/describe-figures.ts'
import { Fault } from '../../../scripts/simulate/fault.ts'
import { summarizeLatency } from '../../../scripts/simulate/percentiles.ts'
import { startProgress } from '../../../scripts/simulate/progress.ts'
import { collectFigures } from '../../../scripts/simulate/run-figures.ts'
import { Tally } from '../../../scripts/simulate/tally.ts'
import { textTable } from '../../../scripts/simulate/text-table.ts'

const run = {
  shop: 'a shop',
  baskets: 4,
  concurrency: 2,
  seed: 1,
  seconds: 2,
  cpuSeconds: 0.5,
  injectsFailures: false,
  money: null,
}
const holding = { holds: true, items: [{ id: 'I1', title: 'Stock is right.', holds: true, counterexamples: [] }] }

describe('percentiles', () => {
  test('are measured values, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)
    expect(summarizeLatency(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 })
    expect(summarizeLatency([10, 9])).toEqual({ count: 2, p50: 9, p95: 10, p99: 10, max: 10 })
    expect(summarizeLatency([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 })
    expect(summarizeLatency([])).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 })
  })
})

test('a table has aligned columns', () => {
  expect(
    textTable(
      [
        ['a', '1'],
        ['long name', '1,000'],
      ],
      '',
    ),
  ).toEqual(['a              1', 'long name  1,000'])
})

describe('the figures', () => {
  const tally = new Tally()
  for (const id of ['ord_1', 'ord_2']) tally.placed(id)
  tally.ending({ kind: 'paid' })
  tally.ending({ kind: 'cancelled' })
  tally.ending({ kind: 'refused', code: 'insufficient_stock' })
  tally.ending({ kind: 'faulty' })
  tally.refusal('place-order', 'insufficient_stock')
  tally.refusal('place-order', 'insufficient_stock')
  tally.refusal('put-coupon', 'coupon_expired')
  tally.call('list-products', 5)
  for (const milliseconds of [1, 2, 3, 4]) tally.call('put-item', milliseconds)
  tally.fault(3, new Fault('get-order', 'the total is 1, not 2', 'sim-1'))

  test('count the shoppers’ calls an order, without reading the catalog', () => {
    const figures = collectFigures(tally, run, holding)
    expect(figures).toMatchObject({
      orders: { placed: 2, paid: 1, cancelled: 1, refused: 1, faulty: 1, interrupted: 0 },
      ordersPerSecond: 1,
      callsPerOrder: 2,
      simulatorCpuPercent: 25,
      ordersRefused: { insufficient_stock: 1 },
    })
    expect(figures.refusals[0]).toEqual({ operation: 'place-order', code: 'insufficient_stock', count: 2 })
  })

  test('are printed in a table, faults with their request id', () => {
    const lines = describeFigures(collectFigures(tally, run, holding))
    expect(lines).toContain('1 FAULT:')
    expect(lines).toContain('  shopper 3, get-order: the total is 1, not 2  [request sim-1]')
    expect(lines.some((line) => /put-item +4 +2\.0 +4\.0 +4\.0 +4\.0/.test(line))).toBe(true)
    expect(lines.join('\n')).toContain('I1')
  })

  test('state that the invariants were not checked', () => {
    const lines = describeFigures(collectFigures(new Tally(), run, { notChecked: 'No database.' }))
    expect(lines).toContain('Invariants: NOT CHECKED. No database.')
    expect(lines.at(-1)).toBe('No fault.')
  })

  test('list the first ten faults and count all', () => {
    const many = new Tally()
    for (let shopper = 1; shopper <= 25; shopper++) many.fault(shopper, new Error('away'))
    expect(many.faults).toHaveLength(10)
    expect(describeFigures(collectFigures(many, run, holding))).toContain('25 FAULTS, the first 10:')
  })
})

describe('progress', () => {
  function play(isTTY: boolean): string {
    const written: string[] = []
    let clock = 0
    const out = { isTTY, write: (text: string) => written.push(text) }
    const progress = startProgress(out, 1000, () => clock)
    const tally = new Tally()
    for (let basket = 0; basket < 1000; basket++) {
      clock += 10
      tally.placed('ord')
      tally.ending({ kind: 'paid' })
      progress.update(tally)
    }
    progress.done()
    return written.join('')
  }

  test('is a line every 500 baskets in a log', () => {
    expect(play(false).trimEnd().split('\n')).toEqual([
      '500/1000 baskets, 100.0 orders/s, 0 refused, 0 faults, 0:05 left',
      '1000/1000 baskets, 100.0 orders/s, 0 refused, 0 faults, 0:00 left',
    ])
  })

  test('is one line that is redrawn on a terminal', () => {
    const written = play(true)
    expect(written.split('\n')).toHaveLength(2)
    expect(written.split('\r').length).toBeGreaterThan(50)
    expect(written).toContain('1000/1000 baskets')
  })
})
