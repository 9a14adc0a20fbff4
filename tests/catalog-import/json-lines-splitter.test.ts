import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonLinesSplitter } from '../../shared/catalog-import/json-lines-splitter.ts'

function split(pieces: readonly string[]) {
  const splitter = new JsonLinesSplitter(1)
  const elements = pieces.flatMap((piece) => splitter.push(piece))
  return { elements: [...elements, ...splitter.end()], failure: splitter.failure }
}

test('any values, one a line and cut anywhere, are split into their lines', async () => {
  const property = fc.property(
    fc.array(fc.jsonValue()),
    fc.constantFrom('\n', '\r\n', '\n\n'),
    fc.boolean(),
    fc.array(fc.nat(), { maxLength: 8 }),
    (values, lineBreak, endsWithBreak, cuts) => {
      const lines = values.map((value) => JSON.stringify(value)).join(lineBreak)
      const text = endsWithBreak ? lines + lineBreak : lines
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
      const { elements, failure } = split(places.slice(1).map((place, index) => text.slice(places[index], place)))
      expect(failure).toBeNull()
      expect(elements.map((element) => JSON.parse(element.text))).toEqual(JSON.parse(JSON.stringify(values)))
    },
  )
  await fc.assert(property, { numRuns: 300 })
})

test('an element has its line, and a bad line leaves the others valid', () => {
  const { elements } = split(['{"a":1}\n\n{"b":\n', '{"c":3}'])
  expect(elements).toEqual([
    { text: '{"a":1}', line: 1 },
    { text: '{"b":', line: 3 },
    { text: '{"c":3}', line: 4 },
  ])
})

test('a last line that is cut is a broken file, not a bad row', () => {
  expect(split(['{"a":1}\n{"b":'])).toEqual({
    elements: [{ text: '{"a":1}', line: 1 }],
    failure: 'ends in the middle of a row',
  })
})

test('a line without end stops the splitter before the buffer fills the memory', () => {
  const splitter = new JsonLinesSplitter(1)
  for (let piece = 0; piece < 20 && splitter.failure === null; piece++) splitter.push('x'.repeat(100_000))
  expect(splitter.failure).toBe('has a line of more than 200000 characters')
})
