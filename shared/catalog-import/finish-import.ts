import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import type { Database } from '../platform/db/database.ts'
import type { PromotionRecord } from './promotion-collector.ts'

const Deactivated = z.object({ deactivated: z.int(), missing: z.int(), active: z.int(), others: z.int() })
const Promotions = z.object({ created: z.int(), changed: z.int(), unchanged: z.int(), ended: z.int() })

const NO_PROMOTIONS = { created: 0, changed: 0, unchanged: 0, ended: 0 }

export interface Ending {
  database: Database
  actor: Actor
  source: string
  /** The SKUs that were loaded. */
  seen: readonly string[]
  /** SKUs that the file lists in a bad row: their products and promotions stay unchanged. */
  spared: readonly string[]
  promotions: readonly PromotionRecord[]
  rows: number
  bad: number
  /** Why the rest of the file is unknown; null when it was read to its end. */
  cut: string | null
  created: number
  nothingLoaded: boolean
  acceptShrink: boolean
}

export interface Ended {
  deactivated: number
  promotions: z.output<typeof Promotions>
  /** Why nothing was deactivated and no promotion ended; null when that was done where needed. */
  kept: string | null
  others: number
}

/** After the last row: deactivates the products that the file no longer lists, and writes the promotions. */
export async function finishImport(ending: Ending): Promise<Ended> {
  if (ending.nothingLoaded) {
    return { deactivated: 0, promotions: NO_PROMOTIONS, kept: 'nothing was loaded', others: 0 }
  }
  const doubt = reasonNotToRemove(ending)
  const removal = doubt === null ? await deactivateMissing(ending) : { deactivated: 0, kept: doubt, others: 0 }
  return { ...removal, promotions: await writePromotions(ending, removal.kept === null) }
}

/** A product may only be missing when the whole file could be read. */
function reasonNotToRemove({ cut, bad, rows }: Ending): string | null {
  if (cut !== null) return cut
  return bad * 4 > rows ? `${bad} of ${rows} rows were bad` : null
}

async function deactivateMissing(
  ending: Ending,
): Promise<{ deactivated: number; kept: string | null; others: number }> {
  const { database, actor, source, seen, spared, created, acceptShrink } = ending
  const request = { actor, source, listed: [...seen, ...spared], created, accept_shrink: acceptShrink }
  const answer = await database.call('deactivate_missing_products', request)
  const { deactivated, missing, active, others } = Deactivated.parse(answer)
  const refused = deactivated < missing
  const kept = `${missing} of ${active} products are missing, too many for one day: confirm with --accept-shrink or acceptShrink=true`
  return { deactivated, kept: refused ? kept : null, others }
}

async function writePromotions(
  { database, actor, source, seen, spared, promotions }: Ending,
  complete: boolean,
): Promise<z.output<typeof Promotions>> {
  const batch = { actor, source, complete, seen, spared, promotions }
  return Promotions.parse(await database.call('import_promotions', batch))
}
