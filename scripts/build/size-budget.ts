/** 1 kB is 1,000 bytes, minified and gzipped, as platforms count. */
const BYTES = 1_000

interface Budget {
  what: string
  functions: RegExp
  kilobytes: number
}

/** The first match applies. */
const budgets: readonly Budget[] = [
  { what: 'catalog reads', functions: /^(catalog|delivery)\/|^flash-sales\/(get|list)-/, kilobytes: 110 },
  { what: 'carts and checkout', functions: /^(carts|orders|flash-sales)\//, kilobytes: 140 },
  // Stripe's SDK.
  { what: 'all jobs in one', functions: /^operations\/run-job$/, kilobytes: 160 },
  { what: 'payment callbacks', functions: /^payments\/webhook$/, kilobytes: 120 },
  // Password hashing, and the codes of a second factor.
  { what: 'accounts', functions: /^accounts\//, kilobytes: 120 },
  { what: 'other functions', functions: /./, kilobytes: 110 },
]

/** Null when the function is within its budget. */
export function findBudgetFault(name: string, gzippedBytes: number): string | null {
  const budget = budgets.find(({ functions }) => functions.test(name))
  if (budget === undefined || gzippedBytes <= budget.kilobytes * BYTES) return null
  const kilobytes = (gzippedBytes / BYTES).toFixed(1)
  return `dist/functions/${name}.js has ${kilobytes} kB gzipped: the budget of ${budget.what} is ${budget.kilobytes} kB at most`
}
