import * as z from 'zod'
import type { Database } from '../../platform/db/database.ts'

const Rows = z.tuple([z.object({ milliseconds: z.coerce.number().nullable() })])
const text = `select extract(epoch from min(change.at) - now()) * 1000 as milliseconds
  from promotions p cross join lateral (values (p.starts_at), (p.ends_at)) as change (at)
  where p.active and change.at > now()`

/**
 * The next start or end of a promotion. No notification is sent at that time, so cached values must expire then. The
 * time is queried once, and again when it has passed or is invalidated.
 */
export function nextPromotionChange(database: Database) {
  let cached: Promise<number> | null = null

  async function query(): Promise<number> {
    const queriedAt = Date.now()
    const [{ milliseconds }] = Rows.parse(await database.query({ name: 'next_promotion_change', text }, []))
    return milliseconds === null ? Number.POSITIVE_INFINITY : queriedAt + milliseconds
  }

  return {
    /** Milliseconds since 1970. */
    async nextChangeAt(): Promise<number> {
      if (cached !== null && (await cached) <= Date.now()) cached = null
      cached ??= query()
      cached.catch(() => {
        cached = null
      })
      return cached
    },
    invalidate() {
      cached = null
    },
  }
}
