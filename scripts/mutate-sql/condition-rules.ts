import { withoutOne } from './lock-rules.ts'
import { type Edit, endOf, matches, type Part, type Rule, type Source, split, trimmed } from './source.ts'

const CONDITION_STARTS = /\b(where|if|elsif|when(?! '|\ssqlstate|\sothers)|on(?! conflict))\s/g
const CONDITION_ENDS =
  /\s(then|loop|order by|group by|limit|for no key|returning|union|left join|cross join|join|where|end|on conflict)\b|;/

/** Each comparison of each condition, always true and never true: a condition that is dropped, an expiry not looked at. */
const conditions: Rule = (source) =>
  matches(source, CONDITION_STARTS).flatMap(({ to }) =>
    atoms(source, { from: to, to: endOf(source, to, CONDITION_ENDS) }),
  )

function atoms(source: Source, whole: Part): Edit[] {
  const parts = split(source, whole, /\s(and|or)\s/)
  return parts.flatMap((part) => {
    const inner = withinParentheses(source, part)
    const both = [always(part, 'true'), always(part, 'false')]
    return inner === undefined ? both : [...both, ...atoms(source, inner)]
  })
}

const always = (part: Part, put: string): Edit => ({ rule: `condition ${put}`, ...part, put })

function withinParentheses(source: Source, { from, to }: Part): Part | undefined {
  const alternatives = source.code[from] === '(' && endOf(source, from + 1, /$/) === to - 1
  return alternatives ? trimmed(source, { from: from + 1, to: to - 1 }) : undefined
}

const swaps: Record<string, string> = { '>=': '>', '<=': '<', '<': '<=', '>': '>=' }

const boundaries: Rule = (source) =>
  matches(source, /(?<= )(>=|<=|<|>)(?= )/g).map(({ match, from, to }) => ({
    ...{ rule: 'boundary', from, to, put: swaps[match[0]] ?? '' },
  }))

/** A status, or a type, that a list no longer names. */
const lists: Rule = (source) =>
  matches(source, /\bin \((?=')/g).flatMap(({ to }) =>
    withoutOne(source, split(source, { from: to, to: endOf(source, to, /$/) }, /,/), 'a listed value'),
  )

/** `case event.type when 'x' then …`: never that one. */
const choices: Rule = (source) =>
  matches(source, /(?<=\bwhen )'_*'(?= then)/g).map(({ from, to }) => ({ rule: 'choice never', from, to, put: 'null' }))

export const conditionRules: readonly Rule[] = [conditions, boundaries, lists, choices]
