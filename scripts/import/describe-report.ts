import type { RowFault } from '../../shared/catalog-import/catalog-row.ts'
import type { ImportReport } from '../../shared/catalog-import/import-report.ts'
import type { RefusedOffer } from '../../shared/catalog-import/offers/promotion-book.ts'

/** Offers listed on the screen; all of them go into `--report FILE`. */
const OFFERS_SHOWN = 20

export function describeFault({ row, line, sku, reason }: RowFault): string {
  return `row ${row} (line ${line})${sku === null ? '' : `, code ${sku}`}: ${reason.replace(/\p{Cc}/gu, ' ')}`
}

/** What an import did, line by line. */
export function describeReport(report: ImportReport, seconds: number): string[] {
  const { products, categories, promotions, offers } = report
  const perSecond = Math.round((report.rows - report.bad) / Math.max(seconds, 0.001))
  const skipped = report.unsold === 0 ? '' : `, ${report.unsold} not sold${storeOf(report)}`
  return [
    `${report.rows} rows of ${report.source} in ${seconds.toFixed(1)} s (${perSecond} products/s)`,
    `products:   ${count(products)}, ${products.deactivated} deactivated, ${report.bad} bad${skipped}`,
    `categories: ${categories.named} named, ${categories.created} created, ${categories.changed} changed`,
    `promotions: ${count(promotions)}, ${promotions.ended} ended`,
    ...(offers ? describeOffers(offers.read, offers.refused) : noOffers(report)),
    ...describeEnd(report),
  ]
}

function noOffers({ source }: ImportReport): string[] {
  return source === 'csv' ? [] : ['offers:     not taken, each is of one store: say --store CODE']
}

function storeOf({ source }: ImportReport): string {
  const store = source.split(':')[1]
  return store === undefined ? '' : ` by ${store}`
}

function count({ created, changed, unchanged }: { created: number; changed: number; unchanged: number }): string {
  return `${created} created, ${changed} changed, ${unchanged} unchanged`
}

function describeOffers(read: number, refused: readonly RefusedOffer[]): string[] {
  const share = read === 0 ? 0 : (refused.length / read) * 100
  const more = refused.length - OFFERS_SHOWN
  return [
    `offers:     ${read} read, ${read - refused.length} understood, ${refused.length} not (${share.toFixed(2)} %)`,
    ...refused.slice(0, OFFERS_SHOWN).map(({ sku, text, reason }) => `  ${sku}  ${JSON.stringify(text)}: ${reason}`),
    ...(more > 0 ? [`  and ${more} more: --report FILE lists them all`] : []),
  ]
}

function describeEnd({ broken, unknownStore, interrupted, kept, others }: ImportReport): string[] {
  return [
    ...(broken ? [`the file can't be read on from line ${broken.line}: it ${broken.reason}`] : []),
    ...(interrupted ? ['stopped: what was read is loaded, run it again for the rest'] : []),
    ...(unknownStore ? [`no store ${unknownStore.asked} in this file; it has ${unknownStore.seen.join(', ')}`] : []),
    ...(kept && !unknownStore ? [`nothing was deactivated and no promotion ended: ${kept}`] : []),
    ...(others > 0 ? [`${others} active products of other imports were left as they are`] : []),
  ]
}
