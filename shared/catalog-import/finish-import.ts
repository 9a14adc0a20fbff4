import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { BatchSize, inBatches } from './breathing-space.ts'
import type { ImportDatabase } from './import-database.ts'
import type { ImportPlan } from './import-plan.ts'
import type { PromotionRecord } from './promotion-collector.ts'

const Deactivated = z.object({ deactivated: z.int() })
const Promotions = z.object({ created: z.int(), changed: z.int(), unchanged: z.int(), ended: z.int() })

export interface Ending {
  database: ImportDatabase
  actor: Actor
  source: string
  plan: ImportPlan
  promotions: readonly PromotionRecord[]
  nothingLoaded: boolean
}

export interface Ended {
  deactivated: number
  promotions: z.output<typeof Promotions>
  /** Why nothing was deactivated and no promotion ended; null when that was done where needed. */
  kept: string | null
}

/** After the last row: deactivates the products that the file no longer lists, and writes the promotions. */
export async function finishImport(ending: Ending): Promise<Ended> {
  const { plan, nothingLoaded } = ending
  const promotions = { created: 0, changed: 0, unchanged: 0, ended: 0 }
  if (nothingLoaded) return { deactivated: 0, promotions, kept: plan.kept ?? 'nothing was loaded' }
  const kept = plan.interrupted ? 'the import was stopped' : plan.kept
  const deactivated = kept === null ? await deactivateMissing(ending) : 0
  const complete = kept === null
  for (const counts of [await writePromotions(ending, complete), await endPromotions(ending, complete)]) {
    promotions.created += counts.created
    promotions.changed += counts.changed
    promotions.unchanged += counts.unchanged
    promotions.ended += counts.ended
  }
  return { deactivated, promotions, kept }
}

async function deactivateMissing({ database, actor, source, plan }: Ending): Promise<number> {
  const size = new BatchSize()
  let count = 0
  for (const skus of inBatches([...plan.missing, ...plan.shared].sort(), size)) {
    const batch = { actor, source, skus }
    const call = () => database.write('deactivate_missing_products', batch, Deactivated)
    count += (await size.measure(skus.length, call)).deactivated
  }
  return count
}

/** The promotions of the file, a part of them in each call. */
async function writePromotions({ database, actor, source, plan, promotions }: Ending, complete: boolean) {
  const total = { created: 0, changed: 0, unchanged: 0, ended: 0 }
  const { seen, spared } = plan.listed()
  const size = new BatchSize(100)
  for (const part of inBatches(promotions, size)) {
    // Only their own products matter to these promotions.
    const batch = { actor, source, complete, seen: complete ? [] : seen, spared, promotions: part }
    const counts = await size.measure(part.length, () => database.write('import_promotions', batch, Promotions))
    total.created += counts.created
    total.changed += counts.changed
    total.unchanged += counts.unchanged
  }
  return total
}

/** Ends the promotions that the file no longer lists. */
async function endPromotions({ database, actor, source, plan, promotions }: Ending, complete: boolean) {
  const { seen, spared } = plan.listed()
  const listed = promotions.map(({ id }) => id)
  return database.write('end_import_promotions', { actor, source, complete, seen, spared, listed }, Promotions)
}
