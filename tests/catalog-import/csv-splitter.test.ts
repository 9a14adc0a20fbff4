import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvRecord, CsvSplitter } from '../../shared/catalog-import/csv-splitter.ts'

const UNCLOSED = 'a quote is opened and never closed: close it, or write a quote that belongs to the text twice'

function split(...pieces: string[]): CsvRecord[] {
  return splitBy(',', ...pieces)
}

function splitBy(delimiter: string, ...pieces: string[]): CsvRecord[] {
  const splitter = new CsvSplitter(delimiter)
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

test('any table, with either line break and cut anywhere, is split into its cells', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '奶', '"', ',', ';', '\n', '\r', ' '), maxLength: 6 })
  const property = fc.property(
    fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom(',', ';', '\t', '|', '^', ']'),
    fc.array(fc.nat(), { maxLength: 6 }),
    (table, lineBreak, delimiter, cuts) => {
      const text = table.map((cells) => `${cells.map(quoted).join(delimiter)}${lineBreak}`).join('')
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
      const records = splitBy(delimiter, ...places.slice(1).map((place, index) => text.slice(places[index], place)))
      expect(records.map(({ cells, fault }) => fault ?? cells)).toEqual(
        table.filter((cells) => cells.some((one) => one.trim() !== '')),
      )
    },
  )
  await fc.assert(property, { numRuns: 500 })
})

const whole = (line: number, ...cells: string[]) => ({ line, cells, fault: null, endsWithLineBreak: true })

test('cells without quotes, empty lines, rows of empty cells and a last line without a break', () => {
  expect(split('a,b\r\n\r\n,"x, y"\n,\n , \n1,2')).toEqual([
    whole(1, 'a', 'b'),
    whole(3, '', 'x, y'),
    { ...whole(6, '1', '2'), endsWithLineBreak: false },
  ])
})

test('lines that end with CR, also where CRLF is cut in two', () => {
  expect(split('a,b\r1,2\r')).toEqual([whole(1, 'a', 'b'), whole(2, '1', '2')])
  expect(split('a,b\r', '\n1,2\r', '\n')).toEqual([whole(1, 'a', 'b'), whole(2, '1', '2')])
})

test('an open quote makes only its own line bad', () => {
  expect(split('a,b\n1,"open\n2,x\n3,y\n')).toEqual([
    whole(1, 'a', 'b'),
    { ...whole(2, '1'), fault: UNCLOSED },
    whole(3, '2', 'x'),
    whole(4, '3', 'y'),
  ])
})

test('text after a closing quote makes only its own line bad', () => {
  const records = split('1,"5" screen"\n2,x\n')
  expect(records.map(({ fault }) => fault !== null)).toEqual([true, false])
})

test('an open quote in an endless file is reported before the buffer fills the memory', () => {
  const splitter = new CsvSplitter(',')
  const records = splitter.push('1,"open\n')
  for (let piece = 0; piece < 5_000; piece++) records.push(...splitter.push('22222,333333,44444\n'))
  expect(records.filter(({ fault }) => fault !== null)).toHaveLength(1)
  expect(records.length).toBe(5_001)
})
