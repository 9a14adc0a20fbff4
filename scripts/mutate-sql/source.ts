/** A routine's text, and the same with comments and string literals blanked out, so that both have the same offsets. */
export interface Source {
  text: string
  code: string
}

/** One change of a routine's text. */
export interface Edit {
  rule: string
  from: number
  to: number
  put: string
}

export type Rule = (source: Source) => Edit[]

const blank = (found: string) => found.replace(/[^\n]/g, ' ')

/** A literal keeps its quotes: it is still seen to be there. */
export function sourceOf(text: string): Source {
  const code = text.replace(/--.*|'(?:[^']|'')*'/g, (found) =>
    found.startsWith('--') ? blank(found) : `'${'_'.repeat(found.length - 2)}'`,
  )
  return { text, code }
}

/** Every match, with offsets. */
export const matches = ({ code }: Source, pattern: RegExp) =>
  [...code.matchAll(pattern)].map((match) => ({ match, from: match.index, to: match.index + match[0].length }))

/** The first offset from `start` on, outside of all parentheses opened since, where `stop` matches or they close. */
export function endOf({ code }: Source, start: number, stop: RegExp): number {
  let depth = 0
  for (let at = start; at < code.length; at++) {
    const sign = code[at]
    if (sign === ')' && depth === 0) return at
    if (sign === '(' || sign === '[') depth++
    else if (sign === ')' || sign === ']') depth--
    else if (depth === 0 && startsHere(code, at, stop)) return at
  }
  return code.length
}

function startsHere(code: string, at: number, pattern: RegExp): boolean {
  const sticky = new RegExp(pattern.source, 'y')
  sticky.lastIndex = at
  return sticky.test(code)
}

export interface Part {
  from: number
  to: number
}

/** The parts of a stretch between the separators outside of parentheses. */
export function split(source: Source, { from, to }: Part, separator: RegExp): Part[] {
  const parts: Part[] = []
  let start = from
  while (start <= to) {
    const end = Math.min(endOf(source, start, separator), to)
    parts.push(trimmed(source, { from: start, to: end }))
    const sticky = new RegExp(separator.source, 'y')
    sticky.lastIndex = end
    const found = end < to ? sticky.exec(source.code) : null
    if (found === null) break
    start = end + found[0].length
  }
  return parts
}

export function trimmed({ code }: Source, { from, to }: Part): Part {
  const piece = code.slice(from, to)
  return { from: from + piece.length - piece.trimStart().length, to: to - piece.length + piece.trimEnd().length }
}
