import type { Database } from '../../shared/platform/db/database.ts'

/** A database whose only query returns these rows; `selected` returns that query's name, conditions, order and values. */
export function databaseReturning(rows: unknown[][]) {
  const queries: { name: string; text: string; values: readonly unknown[] }[] = []
  const never = () => Promise.reject(new Error('only the query builder is used'))
  const database: Database = {
    ...{ batchesCalls: true, call: never, query: never, close: () => Promise.resolve() },
    select({ name, text }, values) {
      queries.push({ name, text, values })
      return Promise.resolve(rows)
    },
  }
  const selected = () => {
    const [query, ...more] = queries
    if (query === undefined || more.length > 0) throw new Error(`${queries.length} queries, where one is wanted`)
    const [, where = null] = / where (.*) order by /.exec(query.text) ?? []
    const [, order = null] = / order by (.*) limit /.exec(query.text) ?? []
    return { name: query.name, where, order, values: query.values }
  }
  return { database, selected }
}
