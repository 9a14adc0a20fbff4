import * as z from 'zod'
import { ListProductsQuery } from '../catalog/product-query.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'

/** The parameters that do not narrow the list. */
type Presentation = 'q' | 'sort' | 'limit' | 'facets' | 'cursor'
const filtersOf = ({
  q,
  sort,
  limit,
  facets,
  cursor,
  ...filters
}: ListProductsQuery): Omit<ListProductsQuery, Presentation> => filters
const NO_FILTERS = JSON.stringify(filtersOf(ListProductsQuery.parse({})))

/** Texts of the table. Above it the rarest are forgotten. */
const MOST_TEXTS = 5_000
/** Different texts that wait for one call. More are not counted, so that a flood of searches costs nothing. */
const MOST_WAITING = 200

const LONGEST_TEXT = 60
const MOST_WORDS = 6
/** More digits may be a telephone number, an order or a card. */
const MOST_DIGITS = 6

/**
 * A search as it is counted, or null if it may be personal: an e-mail address, a link, a number, or more words than somebody
 * uses for a product. Who searched is never stored.
 */
export function countableText(q: string): string | null {
  const text = q.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  const digits = text.match(/\p{N}/gu)?.length ?? 0
  const isPersonal = /[@\\/]|www\./.test(text) || digits > MOST_DIGITS || text.split(' ').length > MOST_WORDS
  return isPersonal || text.length > LONGEST_TEXT || !/[\p{L}\p{N}]/u.test(text) ? null : text
}

interface Waiting {
  counts: Map<string, number>
  /** The call in progress. The next one sends everything that was counted meanwhile. */
  sending: Promise<void> | null
}
const waiting = new WeakMap<Database, Waiting>()

/**
 * Counts a search that found nothing. It is called after the response, and one process has one call in progress at most.
 * What is counted while a process stops is lost.
 */
function countEmptySearch(database: Database, q: string): Promise<void> {
  const text = countableText(q)
  if (text === null) return Promise.resolve()
  const own = waiting.get(database) ?? { counts: new Map<string, number>(), sending: null }
  waiting.set(database, own)
  if (own.counts.size < MOST_WAITING || own.counts.has(text)) own.counts.set(text, (own.counts.get(text) ?? 0) + 1)
  own.sending ??= sendAll(database, own).finally(() => {
    own.sending = null
  })
  return own.sending
}

async function sendAll(database: Database, own: Waiting): Promise<void> {
  while (own.counts.size > 0) {
    const searches = [...own.counts].map(([text, count]) => ({ text, count }))
    own.counts.clear()
    await callRoutine(database, 'count_empty_searches', { searches, limit: MOST_TEXTS }, z.object({}))
  }
}

/**
 * Counts a search of shoppers if it found nothing in the whole catalog. With a filter the words may be fine.
 * @param defer runs the work after the response
 */
export function countIfEmpty(
  database: Database,
  query: ListProductsQuery,
  found: readonly unknown[],
  defer: (work: Promise<unknown>) => void,
): void {
  const { q = '', cursor } = query
  if (found.length > 0 || q === '' || cursor !== undefined) return
  if (JSON.stringify(filtersOf(query)) === NO_FILTERS) defer(countEmptySearch(database, q))
}
