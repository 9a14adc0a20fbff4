import { parseAst } from 'vitest/node'

interface Node {
  type: string
  [field: string]: unknown
}

/**
 * What the tests of a file are called: `test('…', …)`, and each row of `test.for([…])('…', …)` by itself, its words in the
 * places that the name has for them. Read from the syntax tree: a name may hold quotes, a test may be any expression.
 */
export function testNamesIn(text: string): string[] {
  return nodesIn(parseAst(text, { lang: 'ts' })).flatMap((node) => {
    if (node.type !== 'CallExpression') return []
    const name = wordOf(listOf(node.arguments)[0])
    const rows = rowsOf(node.callee)
    if (name === undefined || rows === undefined) return []
    const named = rows.length === 0 ? [name] : rows.map((row) => nameOfRow(name, row))
    return [...new Set(named)]
  })
}

function nameOfRow(name: string, row: unknown[]): string {
  const words = row.map(wordOf)
  return name.replace(/%[a-z]/g, (place) => words.shift() ?? place)
}

/** The rows of what is called as a test, none where it has none; nothing where it is no test. */
function rowsOf(callee: unknown): unknown[][] | undefined {
  if (!isNode(callee)) return undefined
  if (callee.type === 'Identifier') return callee.name === 'test' ? [] : undefined
  const ofTest = isNode(callee.callee) && callee.callee.type === 'MemberExpression' && isTest(callee.callee.object)
  if (callee.type !== 'CallExpression' || !ofTest) return undefined
  return elementsOf(listOf(callee.arguments)[0]).map((row) => (isArray(row) ? elementsOf(row) : [row]))
}

const isTest = (value: unknown) => isNode(value) && value.name === 'test'

const isArray = (value: unknown) => isNode(value) && value.type === 'ArrayExpression'

/** What an array holds, also one that is `as const`. */
function elementsOf(value: unknown): unknown[] {
  if (!isNode(value)) return []
  return value.type === 'TSAsExpression' ? elementsOf(value.expression) : listOf(value.elements)
}

/** A string that is written out; of a template, what is written around its places. */
function wordOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined
  if (value.type === 'TemplateLiteral') return listOf(value.quasis).map(rawOf).join('…')
  return typeof value.value === 'string' ? value.value : undefined
}

const rawOf = (quasi: unknown) => (isNode(quasi) && isCooked(quasi.value) ? quasi.value.cooked : '')
const isCooked = (value: unknown): value is { cooked: string } =>
  typeof value === 'object' && value !== null && 'cooked' in value

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn)
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodesIn)] : []
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
