import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Turn } from '../../../scripts/simulate/baskets.ts'
import { runShoppers } from '../../../scripts/simulate/run-shoppers.ts'

async function* turns(count: number): AsyncGenerator<Turn> {
  for (let shopper = 1; shopper <= count; shopper++) yield { shopper, basket: ['milk'] }
}

test('runs every visit once, and never more than `concurrency` at a time', async () => {
  const seen: number[] = []
  let inside = 0
  let most = 0
  await runShoppers(turns(50), 4, new AbortController().signal, async ({ shopper }) => {
    most = Math.max(most, ++inside)
    await sleep(shopper % 3)
    seen.push(shopper)
    inside--
  })
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
  expect(most).toBe(4)
})

test('starts no visit after the stop', async () => {
  const stop = new AbortController()
  const seen: number[] = []
  await runShoppers(turns(50), 2, stop.signal, async ({ shopper }) => {
    seen.push(shopper)
    if (shopper === 10) stop.abort()
    await sleep(1)
  })
  expect(seen.length).toBeLessThanOrEqual(11)
})
