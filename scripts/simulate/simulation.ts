import { replay } from './baskets.ts'
import type { CallbackShares } from './callback-delivery.ts'
import { productChooser } from './choose-product.ts'
import { caller, type Shop } from './client.ts'
import { planVisit } from './plan.ts'
import type { Progress } from './progress.ts'
import { readCatalog } from './read-catalog.ts'
import { runShoppers } from './run-shoppers.ts'
import { visit } from './visit.ts'

export interface Simulation {
  shop: Shop
  file: string
  baskets: number
  concurrency: number
  seed: number
  callbacks: CallbackShares | null
  /** Called after each visit. */
  visitEnded(): void
  progress: Progress
}

/** How long the visits took. Their results are in the shop's tally. */
export interface Duration {
  seconds: number
  /** CPU time of this process, without the shop. */
  cpuSeconds: number
}

const CATALOG_READER = 0

/** Reads the catalog, then sends one shopper for each basket. */
export async function simulate({ shop, file, baskets, concurrency, progress, ...luck }: Simulation): Promise<Duration> {
  const catalog = await readCatalog(caller(shop, CATALOG_READER))
  if (!catalog.some((product) => product.inStock)) throw new Error('the shop has nothing in stock')
  const choose = productChooser(catalog)
  const started = performance.now()
  const cpu = process.cpuUsage()
  await runShoppers(replay(file, baskets), concurrency, shop.stop, async ({ shopper, basket }) => {
    await visit(shop, planVisit(luck, shopper, basket, choose))
    luck.visitEnded()
    progress.update(shop.tally)
  })
  progress.done()
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1_000_000 }
}
