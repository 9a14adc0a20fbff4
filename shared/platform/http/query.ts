import type * as z from 'zod'
import { findUnstorableText } from '../db/storable-text.ts'
import type { Fault } from './problem.ts'

/** A request with thousands of unknown parameters gets a short answer. */
const MOST_FAULTS = 20
const LONGEST_NAME = 100

type QueryValue = string | string[]

/**
 * Reads the parameters of a query string, such as `?limit=2&sku=A`. A parameter whose schema is a list may be repeated,
 * every other parameter may be sent once.
 *
 * An unknown parameter is an error, because ignoring it returns unfiltered results to a caller that misspelled a filter.
 * So is percent-encoding that is not UTF-8, which `URLSearchParams` silently replaces. `schema` is undefined for an
 * operation without parameters.
 */
export function readQuery(
  search: string,
  schema: z.ZodObject | undefined,
  faults: Fault[],
): Record<string, QueryValue> {
  const known = new Map(Object.entries(schema?.shape ?? {}))
  const values = new Map<string, string[]>()
  const found = new Map<string, string>()
  for (const pair of search.slice(1).split('&')) {
    if (pair === '') continue
    const [rawName = '', ...rest] = pair.split('=')
    const name = decode(rawName)
    const value = decode(rest.join('='))
    const path = (name ?? rawName).slice(0, LONGEST_NAME)
    if (name === null || value === null) found.set(path, 'is not valid percent-encoding of UTF-8; % itself is %25')
    else if (!known.has(name)) found.set(path, unknownParameter([...known.keys()]))
    else if (findUnstorableText(value) !== null) found.set(path, 'contains a NUL character')
    else values.set(name, [...(values.get(name) ?? []), value])
  }
  for (const [name, sent] of values) {
    if (sent.length > 1 && !isList(known.get(name)))
      found.set(name, `is sent ${sent.length} times, but has one value; send it once`)
  }
  for (const [path, message] of [...found].slice(0, MOST_FAULTS)) faults.push({ path: `query.${path}`, message })
  return Object.fromEntries(
    [...values]
      .filter(([name]) => !found.has(name))
      .map(([name, sent]) => [name, isList(known.get(name)) ? sent : (sent[0] ?? '')]),
  )
}

const unknownParameter = (known: readonly string[]): string =>
  known.length === 0
    ? 'is unknown: this operation has no query parameters'
    : `is unknown: this operation has the query parameters ${known.join(', ')}`

/** In a query string, `+` is a space. Returns null for an invalid encoding. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}

/** Whether a schema is a list, below `optional`, `default`, or a transformation. */
function isList(schema: z.core.$ZodType | undefined): boolean {
  // Every schema is one of this union; zod's documentation for libraries narrows in this way.
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def
  if (def === undefined) return false
  if ('innerType' in def) return isList(def.innerType)
  return def.type === 'array' || (def.type === 'pipe' && isList(def.in))
}
