import { type Edit, endOf, matches, type Rule, type Source, split } from './source.ts'

const ORDER_ENDS = /\s(limit|for|loop|with)\b|;/

const locks: Rule = (source) =>
  matches(source, / for (?:no key update|update|key share)( of \w+)?( skip locked)?/g).flatMap(
    ({ match, from, to }) => [
      { rule: 'no lock', from, to, put: '' },
      ...(match[2] === undefined ? [] : [{ rule: 'no skip locked', from: to - match[2].length, to, put: '' }]),
    ],
  )

/** Without its order, the other way round, and without each of its keys. */
const orders: Rule = (source) =>
  matches(source, /\border by /g).flatMap(({ from, to }) => {
    const end = endOf(source, to, ORDER_ENDS)
    const keys = split(source, { from: to, to: end }, /,/)
    const [first] = keys
    const backwards =
      first === undefined ? [] : [{ rule: 'order backwards', from: first.to, to: first.to, put: ' desc' }]
    return [{ rule: 'no order', from, to: end, put: '' }, ...backwards, ...withoutOne(source, keys, 'order key')]
  })

/** The list without one of its parts, comma and all. */
export function withoutOne({ text }: Source, parts: { from: number; to: number }[], rule: string): Edit[] {
  const [first] = parts
  const last = parts.at(-1)
  if (first === undefined || last === undefined || parts.length === 1) return []
  return parts.map((dropped) => {
    const kept = parts.filter((part) => part !== dropped).map(({ from, to }) => text.slice(from, to))
    return { rule: `without ${rule}`, from: first.from, to: last.to, put: kept.join(', ') }
  })
}

const limits: Rule = (source) =>
  matches(source, /\slimit /g).map(({ from, to }) => ({
    ...{ rule: 'no limit', from, put: '' },
    to: endOf(source, to, /\s(for|loop)\b|;|\n/),
  }))

export const lockRules: readonly Rule[] = [locks, orders, limits]
