import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import type { Database } from '../platform/db/database.ts'
import type { ImportedPromotion, PromotionBook, RefusedOffer } from './offers/promotion-book.ts'

const Deactivated = z.object({ deactivated: z.int(), missing: z.int(), active: z.int(), others: z.int() })
const Promotions = z.object({ created: z.int(), changed: z.int(), unchanged: z.int(), ended: z.int() })

const NO_PROMOTIONS = { created: 0, changed: 0, unchanged: 0, ended: 0 }

export interface Ending {
  database: Database
  actor: Actor
  source: string
  /** The SKUs that were loaded. */
  seen: readonly string[]
  /** SKUs that the file lists in a bad row: they are neither gone nor known, and stay as they are. */
  spared: readonly string[]
  /** Null when this import gives no promotions. */
  offers: PromotionBook | null
  rows: number
  bad: number
  /** Why the rest of the file is unknown; null when all of it was read. */
  cut: string | null
  /** How many products were new. */
  created: number
  nothingLoaded: boolean
  acceptShrink: boolean
}

export interface Ended {
  deactivated: number
  promotions: z.output<typeof Promotions>
  refusedOffers: RefusedOffer[]
  /** Why what is missing from the file was left as it is. */
  kept: string | null
  others: number
}

/** What is done once the rows are in: the missing are taken off sale, and the promotions are made. */
export async function finishImport(ending: Ending): Promise<Ended> {
  const { promotions, refused } = (await ending.offers?.close()) ?? { promotions: [], refused: [] }
  if (ending.nothingLoaded) {
    const kept = 'nothing was loaded'
    return { deactivated: 0, promotions: NO_PROMOTIONS, refusedOffers: refused, kept, others: 0 }
  }
  const unsure = reasonToKeep(ending)
  const removal = unsure === null ? await deactivateMissing(ending) : { deactivated: 0, kept: unsure, others: 0 }
  const written = await writePromotions(ending, promotions, removal.kept === null)
  return { ...removal, promotions: written, refusedOffers: refused }
}

/** A file that may hide rows says nothing about what is gone. */
function reasonToKeep({ cut, bad, rows }: Ending): string | null {
  if (cut !== null) return cut
  return bad * 4 > rows ? `${bad} of ${rows} rows were bad` : null
}

async function deactivateMissing(
  ending: Ending,
): Promise<{ deactivated: number; kept: string | null; others: number }> {
  const { database, actor, source, seen, spared, created, acceptShrink } = ending
  const request = { actor, source, listed: [...seen, ...spared], created, even_most: acceptShrink }
  const answer = await database.call('deactivate_missing_products', request)
  const { deactivated, missing, active, others } = Deactivated.parse(answer)
  const refused = deactivated < missing
  const kept = `${missing} of ${active} products are missing, too many for one day: --accept-shrink, or acceptShrink=true, if that is right`
  return { deactivated, kept: refused ? kept : null, others }
}

async function writePromotions(
  { database, actor, source, seen, spared }: Ending,
  promotions: readonly ImportedPromotion[],
  complete: boolean,
): Promise<z.output<typeof Promotions>> {
  const records = promotions.map(({ freeQuantity, freeChoice, ...promotion }) => ({
    ...promotion,
    free_quantity: freeQuantity,
    free_choice: freeChoice,
  }))
  const batch = { actor, source, complete, seen, spared, promotions: records }
  return Promotions.parse(await database.call('import_promotions', batch))
}
