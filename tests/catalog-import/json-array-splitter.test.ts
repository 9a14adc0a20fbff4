import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonArraySplitter } from '../../shared/catalog-import/json-array-splitter.ts'

function split(pieces: readonly string[]) {
  const splitter = new JsonArraySplitter()
  const elements = pieces.flatMap((piece) => splitter.push(piece))
  if (splitter.failure === null) splitter.end()
  return { texts: elements.map((element) => element.text), lines: elements.map((element) => element.line), splitter }
}

test('any array, with any white space and cut anywhere, is split into its elements', async () => {
  const property = fc.property(
    fc.array(fc.jsonValue()),
    fc.constantFrom(undefined, 2, '\t'),
    fc.array(fc.nat(), { maxLength: 8 }),
    (values, indent, cuts) => {
      const text = JSON.stringify(values, null, indent)
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
      const pieces = places.slice(1).map((place, index) => text.slice(places[index], place))
      const { texts, splitter } = split(pieces)
      expect(splitter.failure).toBeNull()
      expect(texts.map((element) => JSON.parse(element))).toEqual(JSON.parse(text))
    },
  )
  await fc.assert(property, { numRuns: 300 })
})

test('an element has its line', () => {
  expect(split(['[\n{"a":\n1},\n\n', '{"b":2}]']).lines).toEqual([2, 5])
})

test.each([
  ['', 'is empty'],
  ['   ', 'is empty'],
  ['<html>', 'is not JSON: it must start with "[" or "{"'],
  ['[{"a":1},', 'ends in the middle of the array: "]" is missing'],
  ['[{"a":1},{"b', 'ends in the middle of a row'],
  ['[{"a":"]},{"}', 'ends in the middle of a row'],
  ['[{"a":1}] and more', 'goes on after the end of its array'],
])('%j: %s', (text, reason) => {
  expect(split([text]).splitter.failure).toBe(reason)
})

test('a row without end stops the splitter before the buffer fills the memory', () => {
  const splitter = new JsonArraySplitter()
  splitter.push('[{"a":"')
  for (let piece = 0; piece < 20 && splitter.failure === null; piece++) splitter.push('x'.repeat(100_000))
  expect(splitter.failure).toBe('has a row of more than 200000 characters')
})
