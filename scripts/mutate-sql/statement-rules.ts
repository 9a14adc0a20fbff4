import { withoutOne } from './lock-rules.ts'
import { type Edit, endOf, matches, type Part, type Rule, type Source, split } from './source.ts'

const STATEMENT =
  /(?<=(?:;|\b(?:begin|then|else|loop|exception))\s+)(insert|update|delete|perform|with|select|return|continue|get|lock|\w+ :=)(?=\s)/g

/** Every statement left out: a ledger row, a hold, an outbox row, a call, a table's lock, an early return. */
const skipped: Rule = (source) =>
  statements(source).map(({ from, to }) => ({ rule: 'statement skipped', from, to, put: 'null;' }))

function statements(source: Source): Part[] {
  const body = source.code.indexOf('\nbegin')
  return matches(source, STATEMENT)
    .filter(({ from }) => from > body)
    .map(({ from }) => ({ from, to: endOf(source, from, /;/) + 1 }))
    .filter(({ to }) => !/^\s*end \$\$/.test(source.code.slice(to)))
}

/** An update that leaves one of its columns as it was. */
const assignments: Rule = (source) =>
  matches(source, /\bset\s+(?=\w+ = )/g).flatMap(({ to }) => {
    const end = endOf(source, to, /\s(from|where|returning)\b|;/)
    return withoutOne(source, split(source, { from: to, to: end }, /,/), 'an assignment')
  })

/** A row that is written without one of its values. */
const inserted: Rule = (source) =>
  matches(source, /\binsert into [\w ]+\(/g).flatMap(({ to }) => {
    const columnsEnd = endOf(source, to, /$/) + 1
    const list = /^\s*(values \(|select )/.exec(source.code.slice(columnsEnd))
    if (list === null) return []
    const from = columnsEnd + list[0].length
    return nulls(source, { from, to: endOf(source, from, /\sfrom\b/) }, 'inserted null')
  })

/** A document that answers null for one of its fields. */
const answered: Rule = (source) =>
  matches(source, /\bjsonb_build_object\(/g).flatMap(({ to }) => {
    const fields = split(source, { from: to, to: endOf(source, to, /$/) }, /,/)
    return fields.filter((_, index) => index % 2 === 1).map((part) => ({ rule: 'field null', ...part, put: 'null' }))
  })

const nulls = (source: Source, whole: Part, rule: string): Edit[] =>
  split(source, whole, /,/).map((part) => ({ rule, ...part, put: 'null' }))

export const statementRules: readonly Rule[] = [skipped, assignments, inserted, answered]
