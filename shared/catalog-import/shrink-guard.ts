import type { SourceProducts } from './source-products.ts'

/** A few products may leave a small catalog on any day. */
const ALWAYS_PLAUSIBLE = 10
const MOST_NAMED = 5

/**
 * The products of a source that a file doesn't list. `guard`: why they are not deactivated unless that is confirmed, null
 * when they are few. More than half of all are never plausible, nor is more than a fifth when they are more than a few:
 * then the file is cut short, or one of several.
 */
export function shrinkGuard(
  products: SourceProducts,
  isListed: (sku: string) => boolean,
): { unlisted: string[]; guard: string | null } {
  const unlisted = products.own.filter((sku) => !isListed(sku))
  const active = products.own.length
  const isPlausible =
    unlisted.length * 2 <= active && (unlisted.length <= ALWAYS_PLAUSIBLE || unlisted.length * 5 <= active)
  if (isPlausible) return { unlisted, guard: null }
  const more = unlisted.length - MOST_NAMED
  const names = unlisted.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '')
  const guard =
    `${unlisted.length} of ${active} products of the source "${products.source}" are missing: ${names}. ` +
    'If they are no longer sold, confirm with --accept-shrink or acceptShrink=true. ' +
    'If the file is one of several, give each its own source: --source NAME or source=NAME'
  return { unlisted, guard }
}
