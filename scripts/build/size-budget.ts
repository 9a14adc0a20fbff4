/** 1 kB is 1,000 bytes. Minified and gzipped, as platforms count what is deployed. */
const BYTES = 1_000

interface Budget {
  what: string
  functions: RegExp
  kilobytes: number
}

/** The first that fits counts. */
const budgets: readonly Budget[] = [
  { what: 'catalog reads', functions: /^(catalog|delivery)\/|^flash-sales\/(get|list)-/, kilobytes: 110 },
  { what: 'carts and checkout', functions: /^(carts|orders|flash-sales)\//, kilobytes: 140 },
  { what: 'all jobs in one', functions: /^operations\/run-job$/, kilobytes: 150 },
  { what: 'all others', functions: /./, kilobytes: 110 },
]

/** What is wrong with a function of this size; null where it keeps its budget. */
export function overBudget(name: string, gzippedBytes: number): string | null {
  const budget = budgets.find(({ functions }) => functions.test(name))
  if (budget === undefined || gzippedBytes <= budget.kilobytes * BYTES) return null
  const kilobytes = (gzippedBytes / BYTES).toFixed(1)
  return `dist/functions/${name}.js has ${kilobytes} kB gzipped: ${budget.what} have ${budget.kilobytes} kB at most`
}
