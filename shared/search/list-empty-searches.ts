import { and, asc, desc, eq, gt, gte, lt, or } from 'drizzle-orm'
import * as z from 'zod'
import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { Instant } from '../values.ts'
import { emptySearches } from './tables.ts'

const NOT_A_CURSOR = 'is not a nextCursor of this list'

export const ListEmptySearchesQuery = z.object({
  since: Instant.optional().meta({
    type: 'string',
    format: 'date-time',
    description: 'Only texts that were searched for at or after this time.',
  }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .max(100)
    .regex(/^[0-9]{1,10}~./u, NOT_A_CURSOR)
    .transform((text) => ({ searches: Number.parseInt(text, 10), text: text.slice(text.indexOf('~') + 1) }))
    .refine(({ searches }) => searches <= 2_147_483_647, NOT_A_CURSOR)
    .optional()
    .meta({ type: 'string', description: '`nextCursor` of the previous page.' }),
})

const EmptySearch = z
  .object({
    text: z.string(),
    searches: z.int().meta({ description: 'How often it found nothing.' }),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime().meta({ description: 'The hour of the last search.' }),
  })
  .meta({ id: 'EmptySearch' })

export const EmptySearchPage = z
  .object({ items: z.array(EmptySearch), nextCursor: z.string().nullable() })
  .meta({ id: 'EmptySearchPage' })

/** A page of the searches that found nothing, the most frequent first. */
export async function listEmptySearches(
  database: Database,
  { since, limit, cursor }: z.output<typeof ListEmptySearchesQuery>,
): Promise<Success<z.output<typeof EmptySearchPage>>> {
  const { searches, text } = emptySearches
  const rows = await queryBuilder(database, 'list_empty_searches')
    .select()
    .from(emptySearches)
    .where(
      and(
        since === undefined ? undefined : gte(emptySearches.lastAt, since),
        cursor === undefined
          ? undefined
          : or(lt(searches, cursor.searches), and(eq(searches, cursor.searches), gt(text, cursor.text))),
      ),
    )
    .orderBy(desc(searches), asc(text))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return success({ items, nextCursor: last === undefined ? null : `${last.searches}~${last.text}` })
}
