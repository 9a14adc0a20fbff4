import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BasketFileError, countBaskets, parseBasket, replay, type Turn } from '../../../scripts/simulate/baskets.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-baskets-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileWith(content: string | Uint8Array): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.csv`)
  await writeFile(file, content)
  return file
}

async function all(file: string, orders: number): Promise<Turn[]> {
  const turns: Turn[] = []
  for await (const turn of replay(file, orders)) turns.push(turn)
  return turns
}

describe('a line', () => {
  test.each([
    ['whole milk,rolls/buns', ['whole milk', 'rolls/buns']],
    ['cream cheese ,  UHT-milk\r', ['cream cheese', 'uht-milk']],
    ['"soda","canned   beer"', ['soda', 'canned beer']],
    [',, ,soda,', ['soda']],
    ['soda,soda', ['soda', 'soda']],
    ['', []],
  ])('%j', (line, items) => expect(parseBasket(line)).toEqual(items))
})

describe('a file', () => {
  test('with a byte order mark, CRLF, empty lines and no end of line', async () => {
    const file = await fileWith('\uFEFFwhole milk,soda\r\n\r\n , \r\nrice')
    expect(await countBaskets(file)).toBe(2)
    expect(await all(file, 2)).toEqual([
      { shopper: 1, basket: ['whole milk', 'soda'] },
      { shopper: 2, basket: ['rice'] },
    ])
  })

  test('starts over when more orders are requested than it has', async () => {
    const file = await fileWith('a\nb\nc\n')
    expect((await all(file, 7)).map(({ basket }) => basket.join())).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a'])
    expect((await all(file, 2)).map(({ shopper }) => shopper)).toEqual([1, 2])
  })

  test('that is larger than a chunk of the stream is read line by line', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `牛奶 ${at},麵包 ${at}`)
    const file = await fileWith(lines.join('\n'))
    const turns = await all(file, lines.length)
    expect(turns.map(({ basket }) => basket.join())).toEqual(lines)
  })

  test.each([
    ['that is missing', async () => join(folder, 'nowhere.csv'), /no such file/],
    ['that is a directory', async () => folder, /directory/],
    ['that is empty', async () => fileWith(''), /empty/],
    ['without baskets', async () => fileWith('\n \n,,\n'), /no baskets/],
  ])('%s is reported in one line', async (_, make, words) => {
    const error = await countBaskets(await make()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BasketFileError)
    expect(String(error)).toMatch(words)
    expect(String(error)).not.toContain('\n')
  })
})
