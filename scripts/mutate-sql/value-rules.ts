import { endOf, matches, type Rule, split } from './source.ts'

const arithmetic: Rule = (source) =>
  matches(source, /(?<= )[+-](?= )/g).map(({ match, from, to }) => ({
    ...{ rule: 'arithmetic', from, to, put: match[0] === '+' ? '-' : '+' },
  }))

const negations: Rule = (source) =>
  matches(source, /(?<=[ (])-(?=[a-z])/g).map(({ from, to }) => ({ rule: 'arithmetic', from, to, put: '' }))

/** One of the arguments in place of what the function makes of them. */
const choices: Rule = (source) =>
  matches(source, /\b(coalesce|greatest|least|lower|nullif|sum|max)\(/g).flatMap(({ match, from, to }) => {
    const end = endOf(source, to, /$/)
    const parts = split(source, { from: to, to: end }, /,/)
    return parts.map((part) => ({
      ...{ rule: `no ${match[1]}`, from, to: end + 1, put: `(${source.text.slice(part.from, part.to)})` },
    }))
  })

const numbers: Rule = (source) =>
  matches(source, /(?<=[ (])\d+(?=[ ,);/])/g)
    .filter(({ from }) => !/(perform|select|returning|LD) $/.test(source.code.slice(0, from)))
    .map(({ match, from, to }) => ({ rule: 'number', from, to, put: String(Number(match[0]) + 1) }))

const truths: Rule = (source) =>
  matches(source, /\b(true|false)\b/g).map(({ match, from, to }) => ({
    ...{ rule: 'truth', from, to, put: match[0] === 'true' ? 'false' : 'true' },
  }))

const dropped: readonly [rule: string, pattern: RegExp][] = [
  ['no distinct', /\bdistinct (?!from)/g],
  ['conflict raised', /\s+on conflict \([\w, ]+\) do nothing/g],
  ['not negated', /\bnot (?=exists|\w+\.\w+|found)/g],
]
const words: Rule = (source) =>
  dropped.flatMap(([rule, pattern]) => matches(source, pattern).map(({ from, to }) => ({ rule, from, to, put: '' })))

export const valueRules: readonly Rule[] = [arithmetic, negations, choices, numbers, truths, words]
