import * as z from 'zod'
import type { Database } from '../../platform/db/database.ts'

const Rows = z.tuple([z.object({ milliseconds: z.coerce.number().nullable() })])
const text = `select extract(epoch from min(change.at) - now()) * 1000 as milliseconds
  from promotions p cross join lateral (values (p.starts_at), (p.ends_at)) as change (at)
  where p.active and change.at > now()`

/** When a promotion next begins or ends by itself: no change is told of it. Asked once, until forgotten or past. */
export function nextPromotionChange(database: Database) {
  let known: Promise<number> | null = null

  async function ask(): Promise<number> {
    const asked = Date.now()
    const [{ milliseconds }] = Rows.parse(await database.query({ name: 'next_promotion_change', text }, []))
    return milliseconds === null ? Number.POSITIVE_INFINITY : asked + milliseconds
  }

  return {
    /** Milliseconds since 1970. */
    async at(): Promise<number> {
      if (known !== null && (await known) <= Date.now()) known = null
      known ??= ask()
      known.catch(() => {
        known = null
      })
      return known
    },
    forget() {
      known = null
    },
  }
}
