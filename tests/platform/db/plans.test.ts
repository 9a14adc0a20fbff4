import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'

/** See decision 5 in docs/decisions.md. */
const settings = [
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'enable_seqscan=off',
  'jit=off',
  'join_collapse_limit=1',
  'plan_cache_mode=force_generic_plan',
]

/** Search reads are usually in memory, where prefetching does not help. */
const additionalSettings: Record<string, string[]> = {
  search_products: ['effective_io_concurrency=0'],
  search_facets: ['effective_io_concurrency=0', 'enable_sort=off'],
}

test('routines of a request have the planner settings for lookups by key; routines of a batch do not', async () => {
  const { database } = await testDatabase()
  const text = `select proname as name, proargnames[1] as argument, proconfig as settings from pg_proc
    where pronamespace = 'public'::regnamespace and pg_get_function_identity_arguments(oid) ~ '^(request|batch) jsonb$'`
  const routines = await database.query({ name: 'routines', text }, [])
  expect(routines.length).toBeGreaterThan(20)
  for (const { name, argument, settings: found } of routines) {
    const sorted = Array.isArray(found) ? found.toSorted() : found
    const expected = [...settings, ...(additionalSettings[String(name)] ?? [])].toSorted()
    expect({ name, settings: sorted }).toEqual({ name, settings: argument === 'request' ? expected : null })
  }
})
