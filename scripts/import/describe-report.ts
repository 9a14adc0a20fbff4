import type { RowFault } from '../../shared/catalog-import/catalog-row.ts'
import type { ImportPlan } from '../../shared/catalog-import/import-plan.ts'
import type { ImportReport } from '../../shared/catalog-import/import-report.ts'

export function describeFault({ row, line, sku, reason }: RowFault): string {
  return `row ${row} (line ${line})${sku === null ? '' : `, SKU ${sku}`}: ${shorten(reason.replace(/\p{Cc}/gu, ' '))}`
}

/** A reason may quote a whole field. */
const LONGEST_REASON = 300
const shorten = (text: string) => (text.length <= LONGEST_REASON ? text : `${text.slice(0, LONGEST_REASON)}…`)

const MOST_NAMED = 10

/** What will be taken off sale, before it is done. */
export function describePlan({ kept, missing }: Pick<ImportPlan, 'kept' | 'missing'>, dryRun: boolean): string[] {
  if (kept !== null || missing.length === 0) return []
  const more = missing.length - MOST_NAMED
  const names = missing.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '')
  return [
    `${dryRun ? 'would take' : 'takes'} ${missing.length} products off sale that the file does not list: ${names}`,
  ]
}

/** What an import did, line by line. */
export function describeReport(report: ImportReport, seconds: number): string[] {
  const { products, categories, promotions } = report
  const perSecond = Math.round((report.rows - report.bad) / Math.max(seconds, 0.001))
  return [
    ...(report.dryRun ? ['dry run: nothing was written, a run would do this'] : []),
    `${report.rows} rows of ${report.source} in ${seconds.toFixed(1)} s (${perSecond} products/s)`,
    `products:   ${count(products)}, ${products.deactivated} deactivated, ${report.bad} bad`,
    `categories: ${categories.named} named, ${categories.created} created, ${categories.changed} changed`,
    `promotions: ${count(promotions)}, ${promotions.ended} ended`,
    ...describeEnd(report),
  ]
}

function count({ created, changed, unchanged }: { created: number; changed: number; unchanged: number }): string {
  return `${created} created, ${changed} changed, ${unchanged} unchanged`
}

function describeEnd({ broken, interrupted, kept, others }: ImportReport): string[] {
  return [
    ...(broken ? [`the file can't be read beyond line ${broken.line}: it ${broken.reason}`] : []),
    ...(interrupted ? ['stopped: the rows that were read are loaded, run it again for the rest'] : []),
    ...(kept ? [`no product was deactivated and no promotion ended: ${kept}`] : []),
    ...(others > 0 ? [`${others} active products of other sources are unchanged`] : []),
  ]
}
