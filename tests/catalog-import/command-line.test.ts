import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFileSource } from '../../scripts/import/file-source.ts'
import { readCommandLine } from '../../scripts/import/options.ts'
import { startProgress } from '../../scripts/import/progress.ts'
import { openReportFile } from '../../scripts/import/report-file.ts'

describe('the command line', () => {
  test.each(['products.json', 'products.jsonl', 'products.NDJSON'])('%s is JSON by its extension', (name) => {
    expect(readCommandLine([name])).toMatchObject({ format: 'json', openingStock: 100 })
  })

  test('CSV is known by its extension, and other files need --format', () => {
    expect(readCommandLine(['products.CSV'])).toMatchObject({ format: 'csv' })
    expect(readCommandLine(['products.txt', '--format', 'csv'])).toMatchObject({ format: 'csv' })
  })

  test.each([
    [[], 'FILE is missing'],
    [['a.csv', 'b.csv'], 'one FILE at a time, not also b.csv'],
    [['a.txt', '--encoding', 'klingon'], '--encoding klingon is unknown'],
    [['a.csv', '--source', 'gone:x'], '--source may have 1 to 64 letters'],
    [['a.csv', '--source', 'a b'], '--source may have 1 to 64 letters'],
    [['a.csv', '--format', 'xml'], '--format is csv or json, not xml'],
    [['a.csv', '--store', 'NORTH'], "Unknown option '--store'"],
    [['a.json', '--stock', '-1'], "Option '--stock' argument is ambiguous"],
    [['a.json', '--stock=ten'], '--stock is a whole number up to 999999, not ten'],
    [['a.json', '--fast'], "Unknown option '--fast'"],
  ])('%j: %s', (args, fault) => {
    const result = readCommandLine(args)
    expect(typeof result === 'object' && 'fault' in result ? result.fault : result).toContain(fault)
  })

  test('--help wins', () => {
    expect(readCommandLine(['--help'])).toBe('help')
  })
})

describe('a file that cannot be read is reported in one line', () => {
  test('missing, a directory, empty', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'larder-import-'))
    const empty = join(folder, 'empty.csv')
    await writeFile(empty, '')
    expect(await openFileSource(join(folder, 'none.csv'))).toEqual({ fault: `${folder}/none.csv: no such file` })
    expect(await openFileSource(folder)).toEqual({ fault: `${folder}: is a directory` })
    expect(await openFileSource(empty)).toEqual({ fault: `${empty}: is empty` })
  })
})

test('a report that cannot be written is reported in one line, before the import', async () => {
  const path = join(tmpdir(), 'there-is-no-such-folder', 'faults.jsonl')
  const fault = `--report ${path} cannot be written: Error: ENOENT: no such file or directory, open '${path}'`
  expect(await openReportFile(path)).toEqual({ fault })
})

describe('progress', () => {
  function record(isTTY: boolean) {
    const written: string[] = []
    return { written, out: { isTTY, write: (text: string) => written.push(text) } }
  }

  test('is a bar on a terminal, drawn again after a line', () => {
    const { written, out } = record(true)
    const progress = startProgress(out)
    progress.update(0.5, 1000)
    progress.line('row 7: bad')
    expect(written[0]).toContain(`[${'#'.repeat(15)}${'.'.repeat(15)}]  50%  1000 rows`)
    expect(written[1]).toMatch(/row 7: bad\n\[#/)
  })

  test('is a plain line every few thousand rows without a terminal', () => {
    const { written, out } = record(false)
    const progress = startProgress(out)
    for (let rows = 500; rows <= 12_000; rows += 500) progress.update(rows / 12_000, rows)
    progress.done()
    expect(written).toEqual(['5000 rows, 41%\n', '10000 rows, 83%\n'])
  })
})
