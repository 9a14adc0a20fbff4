import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvRecord, CsvSplitter } from '../../shared/catalog-import/csv-splitter.ts'

function split(...pieces: string[]): CsvRecord[] {
  const splitter = new CsvSplitter()
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

test('any table, with either line break and cut anywhere, is split into its cells', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '奶', '"', ',', '\n', '\r', ' '), maxLength: 6 })
  const property = fc.property(
    fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
    fc.array(fc.nat(), { maxLength: 6 }),
    (table, lineBreak, cuts) => {
      const text = table.map((cells) => `${cells.map(quoted).join(',')}${lineBreak}`).join('')
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
      const records = split(...places.slice(1).map((place, index) => text.slice(places[index], place)))
      expect(records.map((record) => ('cells' in record ? record.cells : record.fault))).toEqual(table)
    },
  )
  await fc.assert(property, { numRuns: 500 })
})

test('cells without quotes, empty lines and a last line without a break', () => {
  expect(split('a,b\r\n\r\n,"x, y"\n1,2')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 3, cells: ['', 'x, y'] },
    { line: 4, cells: ['1', '2'] },
  ])
})

test('an open quote makes only its own line bad', () => {
  const records = split('a,b\n1,"open\n2,x\n3,y\n')
  expect(records).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, fault: 'a quote is opened and never closed' },
    { line: 3, cells: ['2', 'x'] },
    { line: 4, cells: ['3', 'y'] },
  ])
})

test('text after a closing quote makes only its own line bad', () => {
  const records = split('1,"5" screen"\n2,x\n')
  expect(records.map((record) => 'fault' in record)).toEqual([true, false])
})

test('an open quote in an endless file is reported before the buffer fills the memory', () => {
  const splitter = new CsvSplitter()
  const records = splitter.push('1,"open\n')
  for (let piece = 0; piece < 5_000; piece++) records.push(...splitter.push('22222,333333,44444\n'))
  expect(records.filter((record) => 'fault' in record)).toHaveLength(1)
  expect(records.length).toBe(5_001)
})
