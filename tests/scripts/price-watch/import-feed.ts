import { type ConvertedFeed, convertFeed } from '../../../scripts/price-watch/convert-feed.ts'
import type { Database } from '../../../shared/platform/db/database.ts'
import { importText } from '../../catalog-import/import-file.ts'

/** The feed as the script converts it. */
export async function converted(text: string, store: string | null = null): Promise<ConvertedFeed> {
  const feed = await convertFeed(text, store)
  if ('fault' in feed) throw new Error(feed.fault)
  return feed
}

/** Converts the feed and imports the result, as the script does. */
export async function importFeed(database: Database, text: string, store: string | null = null) {
  const feed = await converted(text, store)
  const source = store === null ? 'online-price-watch' : `online-price-watch:${store}`
  const report = await importText(database, feed.lines.map((line) => `${line}\n`).join(''), { source })
  return { ...report, faults: report.faults.map(feed.originalFault), feed }
}
