import { conditionRules } from './condition-rules.ts'
import { lockRules } from './lock-rules.ts'
import { type Edit, sourceOf } from './source.ts'
import { statementRules } from './statement-rules.ts'
import { valueRules } from './value-rules.ts'

const rules = [...lockRules, ...conditionRules, ...statementRules, ...valueRules]

export interface Mutant {
  routine: string
  rule: string
  /** Of the routine's file, from 1. */
  line: number
  /** The line as it is, and as it becomes; what spans several lines is one. */
  before: string
  after: string
  /** The whole routine, changed. */
  text: string
}

/** Every mutant of a routine by every rule; two rules that make the same text make one mutant. */
export function generateMutants(routine: string, text: string): Mutant[] {
  const source = sourceOf(text)
  const seen = new Set([text])
  return rules
    .flatMap((rule) => rule(source))
    .filter(({ from }) => from > source.code.indexOf('$$'))
    .map((edit) => mutantOf(routine, text, edit))
    .filter((mutant) => !seen.has(mutant.text) && seen.add(mutant.text) !== undefined)
    .sort((one, other) => one.line - other.line)
}

function mutantOf(routine: string, text: string, { rule, from, to, put }: Edit): Mutant {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1
  const nextBreak = text.indexOf('\n', to)
  const lineEnd = nextBreak === -1 ? text.length : nextBreak
  return {
    routine,
    rule,
    line: text.slice(0, from).split('\n').length,
    before: inOneLine(text.slice(lineStart, lineEnd)),
    after: inOneLine(text.slice(lineStart, from) + put + text.slice(to, lineEnd)),
    text: text.slice(0, from) + put + text.slice(to),
  }
}

const inOneLine = (text: string) => text.trim().replace(/\s+/g, ' ')
